// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <cstring>
#include <random>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/ledger/record_bench.h"

namespace ozibus::ledger {
namespace {

// Large enough for a write to be killed in its middle.
constexpr std::size_t kPairs = 256;
using Counters = std::array<std::uint64_t, 2 * kPairs>;

class KilledProcess : public RecordBench {
 protected:
  Result<RecordFile> open_counters() {
    const Counters zero{};
    const std::span bytes(reinterpret_cast<const char*>(&zero), sizeof zero);
    return RecordFile::open_or_create(place(), {bytes, bytes}, aside_);
  }

  // The counter, which all numbers in the record agree on; otherwise an exception.
  static std::uint64_t change(RecordFile& file, std::uint64_t step) {
    Counters counters{};
    const auto done = file.with([&](std::span<char> record) {
      std::memcpy(&counters, record.data(), sizeof counters);
      for (auto& counter : counters)
        counter += step;
      std::memcpy(record.data(), &counters, sizeof counters);
      return step == 0 ? Change::Keep : Change::Save;
    });
    if (!done) throw std::runtime_error(done.error().reason);
    for (const auto counter : counters)
      if (counter != counters.front()) throw std::runtime_error("the counters disagree");
    return counters.front();
  }

  [[noreturn]] void count_for_ever(int confirmations) {
    try {
      auto file = open_counters();
      while (file) {
        const std::uint64_t value = change(*file, 1);
        if (::write(confirmations, &value, sizeof value) != sizeof value) break;
      }
    } catch (const std::exception&) {
    }
    ::_exit(1);
  }
};

TEST_F(KilledProcess, leaves_a_record_that_holds_all_that_was_confirmed) {
  constexpr int kRounds = 200;
  std::mt19937 random(1);
  std::uint64_t confirmed = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const base::UniqueFd reader(ends[0]);
    base::UniqueFd writer(ends[1]);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) count_for_ever(writer.get());
    writer.reset();
    for (auto wait = random() % 8; wait > 0; --wait)
      ASSERT_EQ(::read(reader.get(), &confirmed, sizeof confirmed), ssize_t{sizeof confirmed});
    // Spreads the kill over the steps of the next save.
    for (volatile std::uint_fast32_t busy = random() % 200'000; busy > 0;)
      busy = busy - 1;
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "round " << round;
    while (::read(reader.get(), &confirmed, sizeof confirmed) > 0) {
    }

    auto file = open_counters();
    ASSERT_TRUE(file) << file.error().reason;
    const std::uint64_t found = change(*file, 0);
    ASSERT_GE(found, confirmed) << "round " << round;
    ASSERT_LE(found, confirmed + 1) << "round " << round;
    ASSERT_FALSE(aside_) << *aside_;
    confirmed = found;
  }
  EXPECT_GT(confirmed, 400U);
}

}  // namespace
}  // namespace ozibus::ledger
