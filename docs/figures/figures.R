# Three figures of a project from its Parquet export: how many of what, how large, and when.
#
#     Rscript figures.R PROJECT.parquet FOLDER      (needs nanoparquet, or arrow; a CSV export needs neither)
#
# Writes taxa.svg, sizes.svg, time.svg, and the numbers behind them as CSV.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[2]
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
read <- if (grepl("[.]csv$", arguments[1])) {
  function(path) read.csv(path, check.names = FALSE, na.strings = c("", "NA"))
} else if (requireNamespace("nanoparquet", quietly = TRUE)) nanoparquet::read_parquet else arrow::read_parquet
objects <- as.data.frame(read(arguments[1]))
# Only what a person decided on.
validated <- objects[objects$object_annotation_status == "validated", ]

# A column as numbers; words and the codes of missing values are NA.
number <- function(name) {
  if (!name %in% names(validated)) return(rep(NA_real_, nrow(validated)))
  found <- suppressWarnings(as.numeric(validated[[name]]))
  ifelse(found %in% c(9999, 99999, 999999), NA, found)
}
keep <- function(name, table, draw) {
  write.csv(table, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
  svg(file.path(folder, paste0(name, ".svg")), width = 7, height = 5)
  draw()
  invisible(dev.off())
}

# 1. How many of what.
counts <- head(sort(table(validated$object_annotation_category), decreasing = TRUE), 20)
taxa <- data.frame(taxon = names(counts), n = as.integer(counts))
keep("taxa", taxa, function() {
  par(mar = c(4, 12, 1, 1))
  barplot(rev(taxa$n), names.arg = rev(taxa$taxon), horiz = TRUE, las = 1, xlab = "validated objects")
})

# 2. How large: equivalent spherical diameter of the area, mm.
diameters <- 2 * number("process_particle_pixel_size_mm") * sqrt(number("object_area") / pi)
diameters <- diameters[!is.na(diameters)]
edges <- 2^(seq(-14, 13) / 2)
sizes <- table(edges[findInterval(diameters, edges)])
sizes <- data.frame(esd_from_mm = sprintf("%.6f", as.numeric(names(sizes))), n = as.integer(sizes))
keep("sizes", sizes, function() {
  plot(as.numeric(sizes$esd_from_mm), sizes$n, type = "h", lwd = 8, log = "x", xlab = "equivalent spherical diameter, mm", ylab = "validated objects")
})

# 3. When: individuals a m3 of all validated objects of a sample, each standing for sub_part / volume.
weight <- number("acq_sub_part") / number("sample_tot_vol")
missing <- unique(validated$sample_id[is.na(weight) | !is.finite(weight)])
known <- !validated$sample_id %in% missing
time <- aggregate(weight[known], list(date = as.character(validated$object_date[known]), sample = validated$sample_id[known]), sum)
time <- time[order(time$date, time$sample), ]
keep("time", data.frame(date = time$date, sample = time$sample, individuals_m3 = sprintf("%.6f", time$x)), function() {
  plot(seq_len(nrow(time)), time$x, type = "b", pch = 19, xaxt = "n", xlab = "", ylab = expression(individuals ~ m^-3))
  axis(1, seq_len(nrow(time)), time$date, las = 2, cex.axis = 0.7)
})
if (length(missing) > 0) cat("without volume or part, left out:", paste(sort(missing), collapse = ", "), "\n")
