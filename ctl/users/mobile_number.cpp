// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/mobile_number.h"

#include <set>
#include <string_view>

#include <phonenumbers/phonenumberutil.h>

namespace ozibus::ctl::users {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr char kAdvice[] =
    "; write a mobile number such as +61 400 000 001 or an address such as name@example.com";

bool is_known_region(const PhoneNumberUtil& plan, const std::string& region) {
  std::set<std::string> regions;
  plan.GetSupportedRegions(&regions);
  return regions.contains(region);
}

// In some countries mobiles and landlines have the same numbers.
bool is_for_mobiles(PhoneNumberUtil::PhoneNumberType type) {
  return type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
}

}  // namespace

// The library would also read letters, extensions and digits of other scripts.
bool looks_like_number(const std::string& typed) {
  return !typed.empty() && typed.find_first_not_of("0123456789 -.()/+") == std::string::npos &&
         typed.find('+', 1) == std::string::npos;
}

Result<std::string> read_mobile_number(const std::string& typed, const std::string& region) {
  const PhoneNumberUtil& plan = *PhoneNumberUtil::GetInstance();
  if (!region.empty() && !is_known_region(plan, region)) {
    return failure("--region " + region + ": no region has this code; write two capital letters such as AU");
  }
  if (!looks_like_number(typed)) {
    return failure(typed + ": is neither a telephone number nor a mail address" + kAdvice);
  }
  if (region.empty() && typed.starts_with("00")) {
    return failure(typed + ": has no country code; write + in place of 00");
  }
  if (region.empty() && !typed.starts_with('+')) {
    return failure(typed + ": has no country code; write it as in +61 400 000 001, or add --region AU");
  }
  PhoneNumber number;
  if (plan.Parse(typed, region.empty() ? "ZZ" : region, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !plan.IsValidNumber(number)) {
    return failure(typed + ": no such number is known" + (region.empty() ? "" : " in " + region) + kAdvice);
  }
  if (!is_for_mobiles(plan.GetNumberType(number))) {
    return failure(typed + ": is not a number for mobiles, which alone get text messages" + kAdvice);
  }
  std::string text;
  plan.Format(number, PhoneNumberUtil::E164, &text);
  return text;
}

}  // namespace ozibus::ctl::users
