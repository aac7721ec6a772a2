#!/bin/sh
# shellcheck shell=dash
# Subroot's look at what only root may read on this machine. It changes nothing. Whose a directory is, which stands below,
# is asked in the same words by what changes files.
#
# Prints one line per fact, its fields separated by tabs; a field never contains a control character:
#   subroot-probe   1
#   daemon-config   absent | unreadable REASON | file MODE UID GID BASE64
#   version JSON          Docker's GET /version
#   info JSON             GET /info
#   container JSON        GET /containers/ID/json, for each container, running or not
#   volumes JSON          GET /volumes for the driver `local`
#   end                   nothing is missing after this line
# Facts that Docker does not tell are left out.

set -uf
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
docker_socket=/var/run/docker.sock
max_config_bytes=1048576

probe() { # DAEMON_CONFIG_PATH
  exec </dev/null
  say subroot-probe 1
  say_daemon_config "$1"
  if command -v docker >/dev/null; then ask_with_docker; else ask_with_curl; fi
  say end
}

say() { # FIELD...
  local line="$1" field
  shift
  for field in "$@"; do
    line="$line$(printf '\t')$(printf %s "$field" | tr '[:cntrl:]' ' ')"
  done
  printf '%s\n' "$line"
}

say_daemon_config() { # PATH
  if ! is_roots_own "${1%/*}"; then
    printf 'Others than root may write in %s\n' "$unsafe_dir" >&2
    say daemon-config unreadable unsafe-directory
  elif [ ! -e "$1" ] && [ ! -L "$1" ]; then
    say daemon-config absent
  elif [ -L "$1" ] || [ ! -f "$1" ]; then
    say daemon-config unreadable not-regular
  elif [ "$(stat -c %s "$1")" -gt $max_config_bytes ]; then
    say daemon-config unreadable too-large
  else
    say daemon-config file "$(stat -c %a "$1")" "$(stat -c %u "$1")" "$(stat -c %g "$1")" "$(base64 <"$1" | tr -d '\n')"
  fi
}

ask_with_docker() {
  local reply id
  if reply=$(docker_cli version --format '{{json .Server}}'); then say version "$reply"; fi
  if reply=$(docker_cli info --format '{{json .}}'); then say info "$reply"; fi
  # One may be removed meanwhile; the others count.
  for id in $(docker_cli ps --all --quiet --no-trunc); do
    if reply=$(docker_cli inspect --type container --format '{{json .}}' "$id"); then say container "$reply"; fi
  done
  say_volumes_of_docker
}

say_volumes_of_docker() {
  local names list=''
  names=$(docker_cli volume ls --quiet --filter driver=local) || return 0
  # Names are words. One may be removed meanwhile; the others count.
  # shellcheck disable=SC2086
  if [ -n "$names" ]; then list=$(docker_cli volume inspect --format '{{json .}}' $names | tr '\n' ,); fi
  say volumes "{\"Volumes\":[${list%,}]}"
}

# Nothing is read from a user's configuration, and no variable chooses another Docker.
docker_cli() {
  timeout 30 env -i "PATH=$PATH" DOCKER_CONFIG=/nonexistent "DOCKER_HOST=unix://$docker_socket" docker "$@" 2>/dev/null
}

ask_with_curl() {
  local reply id
  if reply=$(docker_api /version); then say version "$reply"; fi
  if reply=$(docker_api /info); then say info "$reply"; fi
  for id in $(docker_api '/containers/json?all=1' | grep -o '"Id":"[0-9a-f]*"' | cut -d '"' -f 4); do
    if reply=$(docker_api "/containers/$id/json"); then say container "$reply"; fi
  done
  # {"driver":["local"]}
  if reply=$(docker_api '/volumes?filters=%7B%22driver%22%3A%5B%22local%22%5D%7D'); then say volumes "$reply"; fi
}

docker_api() { # PATH
  curl --disable --silent --fail --max-time 30 --unix-socket "$docker_socket" "http://docker$1"
}
