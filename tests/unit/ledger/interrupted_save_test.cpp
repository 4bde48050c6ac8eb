// SPDX-License-Identifier: Apache-2.0
// Saves that are interrupted at every byte, by the end of the process or of the machine, and followed by
// another one that is interrupted as well.
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "helper/ledger/copies.h"
#include "tests/unit/ledger/record_bench.h"
#include "tests/unit/ledger/watched_disk.h"

namespace ozibus::ledger {
namespace {

struct Machine {
  std::string seen;                // by programs
  std::string durable;             // what was waited for
  std::vector<DiskStep> underway;  // what the disk may have or not
};

void apply(std::string& bytes, const DiskStep& write, std::size_t begin, std::size_t end) {
  bytes.replace(write.offset + begin, end - begin, write.bytes, begin, end - begin);
}

// After the steps before `end` and `count` bytes of that one.
Machine advance(Machine machine, const std::vector<DiskStep>& steps, std::size_t end, std::size_t count) {
  for (std::size_t i = 0; i <= end && i < steps.size(); ++i) {
    DiskStep step = steps[i];
    if (i == end) step.bytes.resize(step.is_write() ? count : 0);
    if (step.is_write()) {
      apply(machine.seen, step, 0, step.bytes.size());
      machine.underway.push_back(step);
    } else if (i < end) {
      for (const auto& write : machine.underway)
        apply(machine.durable, write, 0, write.bytes.size());
      machine.underway.clear();
    }
  }
  return machine;
}

// What a power cut can leave of the file: of each write under way nothing, all, or only its end.
std::set<std::string> remains(const Machine& machine) {
  std::set<std::string> all{machine.durable};
  for (const auto& write : machine.underway) {
    const std::set<std::string> before = all;
    for (const std::string& bytes : before) {
      for (const std::size_t begin : {std::size_t{0}, write.bytes.size() / 2}) {
        std::string after = bytes;
        apply(after, write, begin, write.bytes.size());
        all.insert(after);
      }
    }
  }
  return all;
}

class InterruptedSave : public RecordBench {
 protected:
  std::vector<DiskStep> steps_of_save(const std::string& file, char letter) {
    put(file);
    auto record = open();
    if (!record) throw std::runtime_error(record.error().reason);
    const WatchedDisk disk;
    EXPECT_EQ(save(*record, letter), "saved");
    EXPECT_EQ(read(*record), std::string(1, letter));
    return disk.steps();
  }

  void expect_at_least(const std::string& file, char least, char most) const {
    Copies copies(kSize);
    std::ranges::copy(file, copies.bytes().begin());
    ASSERT_TRUE(copies.check(place().identity)) << "all is lost";
    const auto record = copies.record();
    ASSERT_EQ(std::ranges::count(record, record.front()), static_cast<long>(kSize)) << "mixed";
    ASSERT_GE(record.front(), least);
    ASSERT_LE(record.front(), most);
  }

  // Saves `next` on the machine and interrupts that everywhere; `least` was saved for good before.
  void interrupt(const Machine& machine, char least, char next, int further) {
    const auto steps = steps_of_save(machine.seen, next);
    std::size_t counts = steps.size();
    while (counts > 0 && steps[counts - 1].is_write())
      --counts;
    ASSERT_GT(counts, 0U) << "nobody waits for the disk";
    std::set<std::string> cut;
    for (std::size_t end = 0; end < steps.size(); ++end) {
      for (std::size_t count = 0; count <= steps[end].bytes.size(); ++count) {
        const Machine interrupted = advance(machine, steps, end, count);
        const char kept = end >= counts ? next : least;
        expect_at_least(interrupted.seen, kept, next);
        if (further > 0) interrupt(interrupted, kept, static_cast<char>(next + 1), further - 1);
        for (const std::string& file : remains(interrupted)) {
          expect_at_least(file, kept, next);
          if (HasFatalFailure()) return;
          if (further > 0 && cut.insert(file).second) {
            interrupt({file, file, {}}, kept, static_cast<char>(next + 1), further - 1);
          }
        }
      }
    }
  }

  // The file after so many saves. The last one's second copy may not be on the disk yet.
  Machine after_saves(int saves) {
    put({});
    (void)read();
    Machine machine{content(path()), content(path()), {}};
    for (int i = 0; i < saves; ++i) {
      const auto steps = steps_of_save(machine.seen, 'a');
      machine = advance(machine, steps, steps.size(), 0);
    }
    return machine;
  }
};

TEST_F(InterruptedSave, leaves_the_old_or_the_new_state_and_never_loses_what_was_saved) {
  interrupt(after_saves(1), 'a', 'b', 0);
  interrupt(after_saves(2), 'a', 'b', 0);
}

TEST_F(InterruptedSave, can_be_followed_by_another_one) {
  interrupt(after_saves(1), 'a', 'b', 1);
}

TEST_F(InterruptedSave, can_be_followed_by_another_one_at_the_other_turn) {
  interrupt(after_saves(2), 'a', 'b', 1);
}

TEST_F(InterruptedSave, loses_nothing_when_one_copy_had_been_damaged_before) {
  for (const int saves : {1, 2}) {
    for (const std::size_t copy : {0U, 1U}) {
      std::string file = after_saves(saves).seen;
      file[copy * file.size() / 2] ^= 1;
      interrupt({file, file, {}}, 'a', 'b', 0);
    }
  }
}

TEST_F(InterruptedSave, can_be_followed_by_another_one_when_one_copy_had_been_damaged_before) {
  std::string file = after_saves(1).seen;
  file.back() ^= 1;
  interrupt({file, file, {}}, 'a', 'b', 1);
}

TEST_F(InterruptedSave, waits_for_the_disk_once) {
  const auto steps = steps_of_save(after_saves(1).seen, 'b');
  EXPECT_EQ(std::ranges::count_if(steps, [](const DiskStep& step) { return !step.is_write(); }), 1);
}

}  // namespace
}  // namespace ozibus::ledger
