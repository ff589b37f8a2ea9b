// Loaded into web and worker: when the launcher is gone, however it went, they end as if told to.
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 8000).unref();
});
// Listening must not keep a finished process alive.
process.channel?.unref();
