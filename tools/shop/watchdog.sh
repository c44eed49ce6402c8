#!/bin/sh
# Ends the servers of one shop when the process that started them is gone, however it ended.
#
#   watchdog.sh FOLDER KEEP
#
# Standard input is a pipe held open by the starting process: end of file means it is gone.
# FOLDER/pids lists the process groups to end. Only a process whose command line names FOLDER is
# ended, so that a reused id hurts nobody. KEEP=1 leaves the folder.
folder=$1
keep=$2

cat > /dev/null

ours() {
	ps -o args= -p "$1" 2> /dev/null | grep -qF -- "$folder"
}

# The shell's own kill takes no "--" in dash.
if [ -f "$folder/pids" ]; then
	pids=$(cat "$folder/pids")
	for pid in $pids; do
		if ours "$pid"; then kill -TERM "-$pid" 2> /dev/null; fi
	done
	tries=0
	for pid in $pids; do
		while ours "$pid" && [ "$tries" -lt 100 ]; do
			sleep 0.1
			tries=$((tries + 1))
		done
		if ours "$pid"; then kill -KILL "-$pid" 2> /dev/null; fi
	done
fi
if [ "$keep" != 1 ]; then rm -rf -- "$folder"; fi
