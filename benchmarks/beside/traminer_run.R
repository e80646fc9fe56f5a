# TraMineR: Rscript traminer_run.R LIVES.csv MEASURE
suppressMessages(library(TraMineR))
given <- commandArgs(TRUE)
how <- list(
  OM = list(sm = "TRATE", indel = 1),
  OMloc = list(sm = "TRATE", expcost = 0.5),
  OMslen = list(sm = "TRATE", indel = 1),
  OMspell = list(sm = "TRATE", indel = 1),
  OMstran = list(sm = "TRATE", indel = 1, otto = 0.5, transindel = "prob"),
  TWED = list(sm = "TRATE", nu = 0.5, h = 0.5),
  NMS = list()
)[[given[2]]]
x <- read.csv(given[1], header = FALSE)
lives <- suppressMessages(seqdef(x))
cpu <- c(); wall <- c(); total <- 0
while (length(cpu) < 3 && sum(wall) < 20) {
  t <- system.time(d <- suppressMessages(do.call(seqdist, c(list(lives, method = given[2]), how))))
  cpu <- c(cpu, t[["user.self"]] + t[["sys.self"]]); wall <- c(wall, t[["elapsed"]])
  total <- sum(as.matrix(d))
}
cat(sprintf('FIGURE {"cpu": %f, "wall": %f, "peak": 0, "total": %.10e, "runs": %d}\n',
            median(cpu), median(wall), total, length(cpu)))
