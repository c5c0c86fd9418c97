/* libcurl's variadic functions, which Swift cannot call, with one type each. */
#ifndef FORECASTPACK_CURL_SHIM_H
#define FORECASTPACK_CURL_SHIM_H

#include <curl/curl.h>

typedef size_t (*curl_shim_receiver)(char *bytes, size_t size, size_t count, void *context);

typedef size_t (*curl_shim_sender)(char *bytes, size_t size, size_t count, void *context);
typedef int (*curl_shim_observer)(CURL *handle, curl_infotype kind, char *bytes, size_t size, void *context);

CURLcode curl_shim_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode curl_shim_set_number(CURL *handle, CURLoption option, long value);
CURLcode curl_shim_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode curl_shim_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode curl_shim_set_receiver(CURL *handle, CURLoption option, curl_shim_receiver receiver);
CURLcode curl_shim_set_sender(CURL *handle, CURLoption option, curl_shim_sender sender);
CURLcode curl_shim_set_observer(CURL *handle, CURLoption option, curl_shim_observer observer);
long curl_shim_status(CURL *handle);

CURLMcode curl_shim_set_connections(CURLM *multi, long limit);
/* The next transfer that has ended, and how; null if there is none. */
CURL *curl_shim_next_ended(CURLM *multi, CURLcode *result);

#endif
