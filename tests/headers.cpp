// SPDX-License-Identifier: Apache-2.0
// Owns the headers that all test programs read compiled; see CMakeLists.txt.
int main() {}
