// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ozibus::bench {
namespace {

constexpr std::array kColours = {"#2f6fb0", "#d9822b"};
constexpr double kWidth = 720;
constexpr double kLeft = 190;
constexpr double kRight = 60;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

std::string quoted(double value) {
  return "\"" + number(value) + "\"";
}

std::string text_at(double x, double y, const std::string& anchor, const std::string& text) {
  return "<text x=" + quoted(x) + " y=" + quoted(y) + " text-anchor=\"" + anchor + "\">" + text + "</text>\n";
}

std::string box(double x, double y, double width, double height, const char* colour) {
  return "<rect x=" + quoted(x) + " y=" + quoted(y) + " width=" + quoted(width) +
         " height=" + quoted(height) + " fill=\"" + colour + "\"/>\n";
}

std::string drawing(double height, const std::string& title, const std::string& content) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(kWidth) + " " + number(height) +
         "\" font-family=\"sans-serif\" font-size=\"13\">\n<title>" + title + "</title>\n" +
         box(0, 0, kWidth, height, "#ffffff") + text_at(12, 22, "start", title) + content + "</svg>\n";
}

template <typename Names>
std::string legend_of(const Names& names) {
  std::string content;
  double x = kLeft;
  for (std::size_t i = 0; i < names.size(); ++i) {
    content += box(x, 34, 12, 12, kColours[i % kColours.size()]) + text_at(x + 18, 45, "start", names[i]);
    x += 170;
  }
  return content;
}

}  // namespace

std::string bar_chart(const std::string& title, const std::array<std::string, 2>& legend,
                      const std::vector<Bar>& bars) {
  constexpr double kRow = 44;
  double most = 0;
  for (const Bar& bar : bars)
    most = std::max({most, bar.first, bar.second});
  const double scale = (kWidth - kLeft - kRight) / most;
  std::string content = legend_of(legend);
  double y = 62;
  for (const Bar& bar : bars) {
    content += text_at(kLeft - 8, y + 21, "end", bar.name);
    content += box(kLeft, y, bar.first * scale, 15, kColours[0]) +
               text_at(kLeft + bar.first * scale + 5, y + 12, "start", number(bar.first));
    content += box(kLeft, y + 17, bar.second * scale, 15, kColours[1]) +
               text_at(kLeft + bar.second * scale + 5, y + 29, "start", number(bar.second));
    y += kRow;
  }
  return drawing(y + 8, title, content);
}

std::string line_chart(const std::string& title, const std::vector<Curve>& curves) {
  constexpr double kHeight = 340;
  constexpr double kTop = 70;
  constexpr double kBottom = kHeight - 40;
  double most = 0;
  double widest = 1;
  std::vector<std::string> names;
  for (const Curve& curve : curves) {
    names.push_back(curve.name);
    for (const Point& point : curve.points) {
      most = std::max(most, point.y);
      widest = std::max(widest, std::log10(point.x));
    }
  }
  const auto x_of = [&](double x) { return kLeft + std::log10(x) / widest * (kWidth - kLeft - kRight); };
  const auto y_of = [&](double y) { return kBottom - y / most * (kBottom - kTop); };
  std::string content = legend_of(names) + box(kLeft, kBottom, kWidth - kLeft - kRight, 1, "#888888") +
                        box(kLeft, kTop, 1, kBottom - kTop, "#888888");
  for (std::size_t i = 0; i < curves.size(); ++i) {
    std::string path;
    for (const Point& point : curves[i].points) {
      const double x = x_of(point.x);
      const double y = y_of(point.y);
      path += number(x) + "," + number(y) + " ";
      content += box(x - 3, y - 3, 6, 6, kColours[i % kColours.size()]);
      // One curve's figures above it and the other's below.
      content += text_at(x, i == 0 ? y - 10 : y + 20, "middle", number(point.y));
      content += text_at(x, kBottom + 20, "middle", "10^" + number(std::log10(point.x)).substr(0, 1));
    }
    content += "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" +
               std::string(kColours[i % kColours.size()]) + "\" points=\"" + path + "\"/>\n";
  }
  return drawing(kHeight, title, content);
}

}  // namespace ozibus::bench
