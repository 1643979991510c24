#!/bin/sh
# Asks the gate of change management, deploys, and reports what came of it.
#
#   change-gate.sh ENTITY ENVIRONMENT VERSION COMMAND [ARGUMENT...]
#
# Set before:
#   PORTAL_URL     the backend of the portal, such as https://portal.example.com
#   PORTAL_TOKEN   the token of the pipeline (backend.auth.externalAccess)
# and, where they are known:
#   CHANGE_ID        the change to deploy for; without it the gate finds it
#   ARTIFACT_DIGEST  what is deployed, as sha256:…
#   RUN_ID           what this deployment is called, the same for all of its events
#   RUN_URL          where this run can be looked at
#   RUN_ACTOR        who set it going
#
# Ends with 3 where the gate is shut, else as the command does. Needs a POSIX shell, curl, sed and date.
set -eu

if [ $# -lt 4 ]; then
  echo "usage: change-gate.sh ENTITY ENVIRONMENT VERSION COMMAND [ARGUMENT...]" >&2
  exit 2
fi
entity=$1
environment=$2
version=$3
shift 3
api="${PORTAL_URL%/}/api/change-management"
run="${RUN_ID:-$(date +%s)-$$}"

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# A member of a JSON object, with the comma before it; nothing for an empty value.
member() {
  if [ -n "$2" ]; then
    printf ',"%s":"%s"' "$1" "$(printf '%s' "$2" | sed 's/["\\]/\\&/g')"
  fi
}

# Fails where the portal cannot be reached or refuses; what it says goes to standard output.
post() {
  curl --silent --show-error --fail-with-body --retry 3 --max-time 30 \
    --header "Authorization: Bearer $PORTAL_TOKEN" \
    --header 'Content-Type: application/json' \
    --data "$2" "$api/$1"
}

about() {
  printf '"entityRef":"%s"' "$entity"
  member environment "$environment"
  member version "$version"
  member artifactDigest "${ARTIFACT_DIGEST:-}"
  member changeId "${CHANGE_ID:-}"
}

report() {
  post deployments "{$(about)$(member externalId "$run-$environment"),\"status\":\"$1\",\"startedAt\":\"$started\"$(
    member finishedAt "${2:-}"
    member url "${RUN_URL:-}"
    member actor "${RUN_ACTOR:-}"
  )}" >/dev/null || echo "The deployment could not be reported ($1)." >&2
}

answer=$(post gate "{$(about)}") || {
  echo "The gate could not be asked: $answer" >&2
  exit 3
}
case $answer in
  *'"allowed":true'*) ;;
  *)
    echo "The gate is shut:" >&2
    printf '%s\n' "$answer" | sed 's/"message":"/\
  /g' | sed -n 's/^  \(.*[^\\]\)".*/  \1/p' >&2
    exit 3
    ;;
esac

started=$(now)
report started
status=0
"$@" || status=$?
if [ "$status" -eq 0 ]; then
  report succeeded "$(now)"
else
  report failed "$(now)"
fi
exit "$status"
