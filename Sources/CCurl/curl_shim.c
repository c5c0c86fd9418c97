#include "curl_shim.h"

CURLcode curl_shim_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode curl_shim_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode curl_shim_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode curl_shim_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode curl_shim_set_receiver(CURL *handle, CURLoption option, curl_shim_receiver receiver) {
  return curl_easy_setopt(handle, option, receiver);
}

CURLcode curl_shim_set_sender(CURL *handle, CURLoption option, curl_shim_sender sender) {
  return curl_easy_setopt(handle, option, sender);
}

CURLcode curl_shim_set_observer(CURL *handle, CURLoption option, curl_shim_observer observer) {
  return curl_easy_setopt(handle, option, observer);
}

long curl_shim_status(CURL *handle) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

CURLMcode curl_shim_set_connections(CURLM *multi, long limit) {
  return curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, limit);
}

CURL *curl_shim_next_ended(CURLM *multi, CURLcode *result) {
  int waiting = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &waiting)) != NULL;) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}
