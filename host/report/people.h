/* Numbers as people read them: $41.2M, 37.2 %, 1.24. The same text in every locale. */
#ifndef SFL_REPORT_PEOPLE_H
#define SFL_REPORT_PEOPLE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_PEOPLE_BYTES 48 /* room for any of these texts */

/* "$" for USD and its like; "" where the currency has no sign here, so that a table must name it. */
const char *sfl_people_sign(const char *currency);

/* n_digits significant digits (3 or 4) and k, M, B or T: "$41.2M", "-$812k", "$0". "n/a" for what is no number. */
void sfl_people_money(double value, const char *sign, int32_t n_digits, char out[SFL_PEOPLE_BYTES]);
/* A share or a probability, 0 … 1: "37.2 %"; never rounded to none or all: "<0.1 %", ">99.9 %". */
void sfl_people_share(double share, char out[SFL_PEOPLE_BYTES]);
/* Three significant digits without unit: "1.24", "0.081". */
void sfl_people_number(double value, char out[SFL_PEOPLE_BYTES]);
/* With that many decimals: "12.0". */
void sfl_people_fixed(double value, int32_t n_decimals, char out[SFL_PEOPLE_BYTES]);
/* "1,000,000". */
void sfl_people_count(uint64_t value, char out[SFL_PEOPLE_BYTES]);

#ifdef __cplusplus
}
#endif
#endif
