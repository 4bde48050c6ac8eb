// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/run.h"

#include <algorithm>
#include <cstddef>

namespace ozibus::ctl::stack {
namespace {

// What has been decided so far, in one stack or substack.
struct Verdict {
  enum class Impression { None, Good, Bad };
  Impression impression = Impression::None;
  int result = PAM_PERM_DENIED;

  void agree(int of_module) {
    if (impression == Impression::Bad || (impression == Impression::Good && result != PAM_SUCCESS)) return;
    impression = Impression::Good;
    result = of_module;
  }
  void refuse(int of_module) {
    if (impression == Impression::Bad) return;
    impression = Impression::Bad;
    result = of_module == PAM_IGNORE || of_module == PAM_SUCCESS ? PAM_PERM_DENIED : of_module;
  }
};

class Runner {
 public:
  Runner(const Stack& stack, const std::function<int(const Rule&)>& result_of)
      : stack_(stack), result_of_(result_of) {}

  Outcome run() {
    Verdict verdict;
    run_level(0, 0, verdict);
    const bool good = verdict.impression == Verdict::Impression::Good;
    return {verdict.result == PAM_SUCCESS && !good ? PAM_PERM_DENIED : verdict.result, std::move(asked_)};
  }

 private:
  // From `next` on, as long as it is not left; returns where the stack above goes on.
  std::size_t run_level(std::size_t next, int level, Verdict& verdict) {
    const Verdict before = verdict;
    while (next < stack_.size() && stack_[next].level >= level) {
      const Rule& rule = stack_[next];
      if (rule.begins_substack) {
        // What was decided before goes in; what ends it does not end the stack above.
        next = run_level(next + 1, level + 1, verdict);
        continue;
      }
      asked_.push_back(&rule);
      const int result = result_of_(rule);
      const Action action = rule.control.of(result);
      switch (action.kind) {
        case Action::Kind::Ignore:
          break;
        case Action::Kind::Reset:
          verdict = before;
          break;
        case Action::Kind::Ok:
          verdict.agree(result);
          break;
        case Action::Kind::Done:
          verdict.agree(result);
          if (verdict.impression == Verdict::Impression::Good) return end_of(level, next);
          break;
        case Action::Kind::Bad:
          verdict.refuse(result);
          break;
        case Action::Kind::Die:
          verdict.refuse(result);
          return end_of(level, next);
        case Action::Kind::Jump:
          next = skip(next, level, action.jump, verdict);
          break;
      }
      ++next;
    }
    return next;
  }

  [[nodiscard]] std::size_t end_of(int level, std::size_t from) const {
    while (from < stack_.size() && stack_[from].level >= level)
      ++from;
    return from;
  }

  // The last of the modules to be skipped; a substack counts as one. To leave the stack so is a failure.
  [[nodiscard]] std::size_t skip(std::size_t from, int level, int count, Verdict& verdict) const {
    for (; count > 0; --count) {
      if (from + 1 >= stack_.size() || stack_[from + 1].level < level) {
        verdict = {Verdict::Impression::Bad, PAM_PERM_DENIED};
        break;
      }
      ++from;
      while (from + 1 < stack_.size() && stack_[from + 1].level > level)
        ++from;
    }
    return from;
  }

  const Stack& stack_;
  const std::function<int(const Rule&)>& result_of_;
  std::vector<const Rule*> asked_;
};

}  // namespace

Outcome run(const Stack& stack, const std::function<int(const Rule&)>& result_of) {
  return Runner(stack, result_of).run();
}

}  // namespace ozibus::ctl::stack
