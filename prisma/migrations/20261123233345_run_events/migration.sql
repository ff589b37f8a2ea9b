-- Every change of a run that people see is announced; each web process listens once and fans out.
create function announce_run() returns trigger language plpgsql as $$
begin
  perform pg_notify($n$nauplius_run$n$, json_build_object($n$id$n$, new.id, $n$projectId$n$, new.project_id)::text);
  return null;
end $$;
create trigger run_announced after insert or update of state, step, done, total, reason, questions, result, published_at on run
  for each row execute function announce_run();
