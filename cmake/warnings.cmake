# SPDX-License-Identifier: Apache-2.0
add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wformat=2
  -Wnull-dereference -Wold-style-cast -Wnon-virtual-dtor -Wcast-qual -Wimplicit-fallthrough)
