// SPDX-License-Identifier: Apache-2.0
// Makes a change of files, or puts one back; both with the journal's lock held.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ctl/change/journal.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

using Reload = std::function<Result<void>()>;
using Watch = std::function<Result<void>(const Change&)>;

// What the administrator has to know, a line each.
using Notes = std::vector<std::string>;

// Has the change watched before the first file is touched. Whatever fails: everything is put back at once.
[[nodiscard]] Result<void> make(const Journal& journal, const Change& change, const Watch& watch,
                                const Reload& reload);

// Puts the pending change back, in the opposite order. A file that others have changed in the meantime is put
// back as well, because nobody knows whether theirs lets anybody in; what they wrote is kept. When something
// fails, the rest is put back all the same, and the change stays pending; but sshd's settings stay until
// every stack is back, because a stack may rely on the key that they insist on. Once all files are back they
// are not touched again, and only sshd is told again. `command` is for the log.
[[nodiscard]] Result<Notes> put_back(const Journal& journal, const Change& change, const Reload& reload,
                                     const std::string& command);

// Of a change that is confirmed.
[[nodiscard]] Result<void> drop_ways_back(const Change& change);

struct TakenOut {
  Notes notes;
  Result<void> reloaded;
};

// Begins a change and puts it back: that is how a stack is taken out. Nothing is left pending once all files
// are back, whether sshd could be told or not.
[[nodiscard]] Result<TakenOut> take_out(const Journal& journal, const Change& change, const Reload& reload);

}  // namespace ozibus::ctl::change
