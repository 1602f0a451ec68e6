# For the scripts that test Samspill from outside: a server of their own, with the demonstration data.
# Sourced, not run. What was started ends with the script.

samspill=${SAMSPILL_BIN:-${CARGO_TARGET_DIR:-target}/debug/samspill}
demo_pids=()
trap demo_stop EXIT

# demo_start <directory> [SETTING=value…]: serves on a free port of the loopback address, with data in
# the directory. Sets and exports SAMSPILL_URL, and SAMSPILL_TOKEN of a planner in Bergen, or of the role
# in SAMSPILL_TEST_ROLE.
demo_start() {
  local directory=$1 tries
  shift
  if [[ ! -x $samspill ]]; then
    echo "There is no $samspill: build it (cargo build), or name another in SAMSPILL_BIN." >&2
    return 1
  fi
  mkdir -p "$directory" && : >"$directory/out" || return
  # Nothing of this shell's environment reaches the server: it might name somebody's real database.
  env -i PATH="$PATH" "$@" "$samspill" demo --bind 127.0.0.1:0 --data-dir "$directory" \
    </dev/null >"$directory/out" 2>"$directory/log" &
  demo_pids+=($!)
  for ((tries = 0; tries < 600; tries++)); do
    SAMSPILL_URL=$(sed -n 's/^GraphQL endpoint: //p' "$directory/out")
    SAMSPILL_TOKEN=$(awk -v role="${SAMSPILL_TEST_ROLE:-MUNICIPAL_PLANNER}" '$1 == role {getline; print; exit}' "$directory/out")
    if [[ -n $SAMSPILL_URL && -n $SAMSPILL_TOKEN ]]; then
      export SAMSPILL_URL SAMSPILL_TOKEN
      return
    fi
    if ! kill -0 "${demo_pids[-1]}" 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo 'The server did not start:' >&2
  cat "$directory/log" >&2
  return 1
}

demo_stop() {
  local pid
  for pid in "${demo_pids[@]}"; do
    if kill "$pid" 2>/dev/null; then wait "$pid" 2>/dev/null || true; fi
  done
  demo_pids=()
}
