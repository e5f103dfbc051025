# Read by every script: goes to the repository, opens standard input, and finds a Python in $python.

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
{ : <&0; } 2>/dev/null || exec </dev/null

python=""
for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python .venv/bin/python; do
  if [ -n "$candidate" ] && "$candidate" -c '
import ensurepip, sys, venv
sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python="$candidate"
    break
  fi
done

if [ -z "$python" ]; then
  echo "Follow-on needs Python 3.11 or newer with venv, and found none on the PATH." >&2
  echo "On Debian or Ubuntu: apt-get install python3 python3-venv. Or name one: PYTHON=/path/to/python3.11 $0" >&2
  exit 1
fi
