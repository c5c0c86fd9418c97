# peers.R METHOD TRAIN.csv HORIZON OUT.csv: forecasts of R's package forecast; prints the CPU seconds of forecasting.
arguments <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(forecast))
frame <- read.csv(arguments[2], colClasses = c(unique_id = "character"))
horizon <- as.integer(arguments[3])
methods <- list(
  ets = function(y) forecast(ets(y), h = horizon)$mean,
  auto.arima = function(y) forecast(auto.arima(y), h = horizon)$mean,
  thetaf = function(y) thetaf(y, h = horizon)$mean
)
ids <- unique(frame$unique_id)
series <- lapply(split(frame$y, factor(frame$unique_id, levels = ids)), ts, frequency = 12)
start <- proc.time()
means <- lapply(series, methods[[arguments[1]]])
seconds <- sum((proc.time() - start)[c(1, 2)])
rows <- data.frame(
  unique_id = rep(ids, each = horizon), h = rep(seq_len(horizon), length(ids)), y_hat = unlist(lapply(means, as.numeric))
)
write.csv(rows, arguments[4], row.names = FALSE, quote = FALSE)
cat(sprintf('{"cpu": %.3f}\n', seconds))
