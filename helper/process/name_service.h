// SPDX-License-Identifier: Apache-2.0
// libc looks host names up by modules that it loads when it first asks them (nsswitch.conf(5)).
#pragma once

namespace ozibus::process {

// Loads them all now, so that a look-up maps no code any more. One that can't be loaded is left to libc,
// which goes on to the next.
void load_name_services();

}  // namespace ozibus::process
