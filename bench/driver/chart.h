// SPDX-License-Identifier: Apache-2.0
// Plots as SVG that are read on a light and on a dark page.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace ozibus::bench {

// Two figures of one thing.
struct Bar {
  std::string name;
  double first;
  double second;
};
std::string bar_chart(const std::string& title, const std::array<std::string, 2>& legend,
                      const std::vector<Bar>& bars);

struct Point {
  double x;
  double y;
};
struct Curve {
  std::string name;
  std::vector<Point> points;
};
// From zero upwards; to the right in powers of ten.
std::string line_chart(const std::string& title, const std::vector<Curve>& curves);

}  // namespace ozibus::bench
