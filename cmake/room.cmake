# SPDX-License-Identifier: Apache-2.0

# ozibus_room(NAME SOURCES... [DEPENDS targets...] [LIBRARIES targets...])
# One static library for one folder. DEPENDS are the rooms below that its headers may include;
# LIBRARIES are third-party ones, which stay private to the room. Its files are compiled sixteen at a time, which takes
# hardly longer than one, since most of the time goes into headers; -DCMAKE_UNITY_BUILD=OFF compiles each by itself.
function(ozibus_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ROOM_DEPENDS} PRIVATE ${ROOM_LIBRARIES})
  if(NOT DEFINED CMAKE_UNITY_BUILD)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  endif()
endfunction()

# What is loaded into sshd and sudo: no exceptions, no run-time type information, and no
# _GLIBCXX_ASSERTIONS, whose failure handler is the one symbol that would need libstdc++.
function(ozibus_freestanding name)
  target_compile_options(${name} PRIVATE -fno-exceptions -fno-rtti)
endfunction()

# Everything else is built with the library's own bounds checks.
function(ozibus_checked name)
  target_compile_definitions(${name} PRIVATE _GLIBCXX_ASSERTIONS)
endfunction()
