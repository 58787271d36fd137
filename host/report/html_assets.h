/* Files embedded by cmake/Embed.cmake. */
#ifndef SFL_REPORT_HTML_ASSETS_H
#define SFL_REPORT_HTML_ASSETS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const unsigned char sfl_asset_uplot_js[], sfl_asset_uplot_css[], sfl_asset_page_js[], sfl_asset_page_css[];
extern const unsigned char sfl_asset_uplot_license[]; /* text, ends with a zero byte */
extern const size_t        sfl_asset_uplot_js_bytes, sfl_asset_uplot_css_bytes, sfl_asset_page_js_bytes,
    sfl_asset_page_css_bytes;

#ifdef __cplusplus
}
#endif
#endif
