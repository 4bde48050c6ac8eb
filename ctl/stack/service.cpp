// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/service.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include "ctl/stack/line.h"

namespace ozibus::ctl::stack {
namespace {

// libpam's own limit (pam_handlers.c) is of this size; more is a circle.
constexpr int kDeepest = 16;

class Loader {
 public:
  Loader(std::string folder, std::string type) : folder_(std::move(folder)), type_(std::move(type)) {}

  // All lines of the type from that file, at that level of substacks. `depth` counts files within files.
  Result<void> read(const std::string& name, int level, int depth) {
    const std::string path = name.starts_with('/') ? name : folder_ + "/" + name;
    std::ifstream file(path);
    if (!file) return failure(path + ": cannot be read; name another file, or make it");
    if (depth > kDeepest) return failure(path + ": is included in a circle");
    Place place{path};
    for (std::string text; read_logical_line(file, text, place.line);) {
      auto done = take(text, place, level, depth);
      if (!done) return done;
    }
    return {};
  }

  Stack take_stack() { return std::move(stack_); }

 private:
  // A line that ends in a backslash goes on in the next.
  static bool read_logical_line(std::ifstream& file, std::string& text, std::size_t& number) {
    text.clear();
    bool any = false;
    for (std::string piece; std::getline(file, piece);) {
      ++number;
      any = true;
      const bool goes_on = piece.ends_with('\\');
      if (goes_on) piece.back() = ' ';
      text += piece;
      if (!goes_on) return true;
    }
    return any;
  }

  Result<void> take(const std::string& text, const Place& place, int level, int depth) {
    auto line = parse_line(text);
    if (!line) return failure(place.text() + ": " + line.error().reason);
    if (!*line) return {};
    if ((*line)->type == "@include") return read((*line)->target, level, depth + 1);
    if ((*line)->type != type_) return {};
    if ((*line)->control == "include") return read((*line)->target, level, depth + 1);
    if ((*line)->control == "substack") {
      // What becomes of its result stands nowhere: like a module that is required.
      stack_.push_back({*Control::parse("required"), {}, {}, place, level, true});
      return read((*line)->target, level + 1, depth + 1);
    }
    auto control = Control::parse((*line)->control);
    if (!control) return failure(place.text() + ": " + control.error().reason);
    stack_.push_back({std::move(*control), std::move((*line)->target), std::move((*line)->arguments), place,
                      level, false});
    return {};
  }

  std::string folder_;
  std::string type_;
  Stack stack_;
};

}  // namespace

bool Rule::runs(std::string_view file_name) const {
  return std::filesystem::path(module).filename() == file_name;
}

Result<Stack> load_own_stack(const std::string& folder, const std::string& service, const std::string& type) {
  Loader loader(folder, type);
  if (auto done = loader.read(service, 0, 0); !done) return tl::unexpected(done.error());
  return loader.take_stack();
}

Result<Stack> load_stack(const std::string& folder, const std::string& service, const std::string& type) {
  const auto has_file = [&folder](const std::string& name) {
    std::error_code error;
    return std::filesystem::exists(folder + "/" + name, error);
  };
  if (!has_file(service)) return load_own_stack(folder, "other", type);
  auto own = load_own_stack(folder, service, type);
  const bool is_others = own && own->empty() && has_file("other");
  return is_others ? load_own_stack(folder, "other", type) : own;
}

}  // namespace ozibus::ctl::stack
