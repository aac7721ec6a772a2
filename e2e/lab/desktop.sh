#!/bin/sh
# What runs in a lab user's login session: an X server, a window manager, and, unless told not to, a polkit agent that
# asks for passwords. Notes every password dialog that appears, so that they can be counted.
#
#   desktop.sh lxqt|mate|none STATE_DIR DIALOG_TITLE        with DISPLAY set
set -eu
agent=$1 state=$2 title=$3
mkdir -p "$state"
: >"$state/dialogs"

Xvfb "$DISPLAY" -screen 0 1280x900x24 -nolisten tcp -noreset >"$state/xvfb.log" 2>&1 &
until xsetroot -solid '#4a5a6a' 2>/dev/null; do sleep 0.05; done
openbox >"$state/openbox.log" 2>&1 &
case $agent in
  lxqt) lxqt-policykit-agent >"$state/agent.log" 2>&1 & ;;
  mate) "$(find /usr/lib* -name polkit-mate-authentication-agent-1)" >"$state/agent.log" 2>&1 & ;;
esac
env >"$state/environment.new"
mv "$state/environment.new" "$state/environment"

known=
while sleep 0.1; do
  visible=$(xdotool search --onlyvisible --name "$title" 2>/dev/null) || visible=
  for window in $visible; do
    case " $known " in
      *" $window "*) ;;
      *) echo "$window" >>"$state/dialogs" ;;
    esac
  done
  known=$(echo "$visible" | tr '\n' ' ')
done
