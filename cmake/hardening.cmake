# SPDX-License-Identifier: Apache-2.0
if(OZIBUS_SANITIZE)
  add_compile_options(-fsanitize=${OZIBUS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${OZIBUS_SANITIZE})
else()
  # Fortified libc calls need optimisation, and sanitizers bring checks of their own.
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>)
  add_link_options(-Wl,--no-undefined)
endif()
add_compile_options(-fstack-protector-strong -fstack-clash-protection)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i.86")
  add_compile_options(-fcf-protection=full)
  # What is loaded has a shadow stack only if all of it says that it can live with one. The linker says so for
  # a program when every object does, and those that libc begins a program with don't on Debian 12, although
  # none of them meddles with return addresses. The other half, branches to marked places only, stays as the
  # linker finds it: there libc's objects are not ready.
  add_link_options(-Wl,-z,shstk)
endif()
add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack,--as-needed)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
