# Forecasts of R's forecast::stlf for the tasks in the directory given: series.csv (name, values) and tasks.csv (name,
# length of the history, horizon). Both seasons where the history holds two weeks of them, else days only. Writes
# answers.csv: name, length, seconds, values, lower and upper bounds of 95 %.
suppressMessages(library(forecast))
setwd(commandArgs(trailingOnly = TRUE)[1])
series <- list()
for (line in strsplit(readLines("series.csv"), ",")) series[[line[1]]] <- as.numeric(line[-1])
tasks <- read.csv("tasks.csv", header = FALSE, stringsAsFactors = FALSE)
answers <- file("answers.csv", "w")
join <- function(values) paste(signif(as.numeric(values), 10), collapse = " ")
for (i in seq_len(nrow(tasks))) {
  length <- tasks[i, 2]
  history <- series[[tasks[i, 1]]][1:length]
  seasonal <- if (length >= 336) msts(history, c(24, 168)) else ts(history, frequency = 24)
  seconds <- system.time(answer <- stlf(seasonal, h = tasks[i, 3], level = 95))[["elapsed"]]
  writeLines(sprintf("%s,%d,%.4f,%s,%s,%s", tasks[i, 1], length, seconds,
                     join(answer$mean), join(answer$lower), join(answer$upper)), answers)
}
close(answers)
