# packages_install GROUP...: installs what is missing of these groups of cmake/packages.txt, from Debian, as root or with
# sudo. Otherwise prints the line that a person with the right to do so can run, and fails. Sourced by demo.sh and
# check.sh from the root of the sources.

packages_missing() {
  while read -r group package; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf ' %s' "$package"
  done < cmake/packages.txt
}

# $missing is a list of words.
# shellcheck disable=SC2086
packages_apt() {
  "$@" apt-get -qq update && "$@" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing
}

packages_install() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "not a Debian system: going on with what is installed; the packages of cmake/packages.txt say what is needed" >&2
    return 0
  fi
  missing=$(packages_missing "$@")
  [ -n "$missing" ] || return 0
  echo "installing:$missing" >&2
  if [ "$(id -u)" = 0 ]; then
    packages_apt >&2 && return 0
  elif command -v sudo >/dev/null 2>&1; then
    if [ -t 0 ]; then packages_apt sudo >&2 && return 0; else packages_apt sudo -n >&2 && return 0; fi
  fi
  echo "could not install them here; as root run:" >&2
  echo "  apt-get update && apt-get install -y --no-install-recommends$missing" >&2
  return 1
}
