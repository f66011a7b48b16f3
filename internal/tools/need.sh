#!/bin/sh
# need.sh PURPOSE PACKAGE… installs the Debian packages that are missing, and says so. Elsewhere it prints what is needed and
# lets the caller go on: the same things may be there under other names.
set -eu
purpose=$1
shift

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	[ "$(uname)" != Linux ] || echo "For $purpose this system needs what Debian calls: $*"
	exit 0
fi

missing=
for package in "$@"; do
	case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true) in
	ii*) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "For $purpose, install as root:  apt-get install --no-install-recommends$missing" >&2
		exit 1
	fi
	as_root=sudo
fi

# A machine that was just started often installs updates by itself, for minutes; it is waited for.
install() {
	# shellcheck disable=SC2086 # names without blanks, to be split
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -qq -y --no-install-recommends $missing \
		</dev/null >/dev/null
}

update() {
	$as_root apt-get update -qq 2>/dev/null || { sleep 30 && $as_root apt-get update -qq; }
}

echo "For $purpose, installing by ${as_root:+sudo }apt-get:$missing"
# A new machine has no package lists, and one long unused has old ones.
install 2>/dev/null || { update && install; } || {
	echo "For $purpose, these could not be installed:$missing" >&2
	exit 1
}
