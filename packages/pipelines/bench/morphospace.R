# The same data in R, for `morphospace.bench.ts`: weighted correlation and eigenvalues of the prepared features, then Lloyd's k-means (unweighted:
# stats::kmeans has no weights) on the first coordinates. Arguments: folder, individuals, features, k. Prints one line of JSON.
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[2])
p <- as.integer(arguments[3])
raw <- function(name, count) readBin(file.path(arguments[1], name), "double", count)
weights <- raw("weights.bin", n)
prepared <- matrix(readBin(file.path(arguments[1], "features.bin"), "double", n * p, size = 4), nrow = n)
pca <- system.time(eigenvalues <- eigen(cov.wt(prepared, wt = weights / sum(weights), cor = TRUE, method = "ML")$cor, symmetric = TRUE, only.values = TRUE)$values)
rm(prepared)
invisible(gc())
points <- matrix(raw("points.bin", n * 4), nrow = n, byrow = TRUE)
set.seed(1)
k <- as.integer(arguments[4])
iterations <- 20
lloyd <- system.time(suppressWarnings(made <- kmeans(points, k, iter.max = iterations, nstart = 1, algorithm = "Lloyd")))
memory <- sum(gc()[, 6])
cat(sprintf('{"version":"%s","pca":%.3f,"eigenvalues":[%s],"lloyd":%.3f,"iterations":%d,"memoryMb":%.0f}\n', getRversion(), pca[["elapsed"]],
  paste(sprintf("%.12f", head(eigenvalues, 5)), collapse = ","), lloyd[["elapsed"]], made$iter, memory))
