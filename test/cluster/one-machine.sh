#!/bin/sh
# A Slurm cluster of one machine for the user who calls this, for tests: Debian's packages `slurm-wlm` and `munge`, no
# systemd, no control groups, nothing outside a temporary folder.
#
#   eval "$(test/cluster/one-machine.sh start [CPUS])"   prints `export SLURM_CONF=…`, which all commands of Slurm read
#   test/cluster/one-machine.sh stop                     ends the cluster that SLURM_CONF names, and removes its folder
#   test/cluster/one-machine.sh check                    only says what is missing for one
#
# CPUS are what Slurm believes that the machine has (default 4): more than there are keep more jobs in progress at once.
set -eu
# Debian keeps the daemons where only the administrator looks for programs.
PATH=$PATH:/usr/sbin:/sbin

fail() {
  echo "$1" >&2
  exit 1
}

# Waits up to twenty seconds for a command to succeed.
wait_for() {
  for _ in $(seq 200); do
    if "$@" > /dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  return 1
}

free_port() {
  node -e 'const server = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); })'
}

check() {
  for program in munged slurmctld slurmd sbatch; do
    command -v $program > /dev/null || fail "$program is missing; install the packages slurm-wlm and munge"
  done
}

start() {
  check
  cpus=${1:-4}
  user=$(id -un)
  # Short, because a socket's path is; readable, because munge insists that all users can reach its socket.
  folder=$(mktemp -d /tmp/slurm-XXXXXX)
  chmod 755 "$folder"
  mkdir -m 755 "$folder/munge" "$folder/spool" "$folder/state"
  dd if=/dev/urandom of="$folder/munge/key" bs=128 count=1 2> /dev/null
  chmod 400 "$folder/munge/key"

  cat > "$folder/slurm.conf" << END
ClusterName=one-machine
SlurmctldHost=localhost
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
# A job that is put back into the queue waits until its credential has expired: two minutes by default.
AuthInfo=socket=$folder/munge/socket,cred_expire=10
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
MailProg=/bin/true
MpiDefault=none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$folder/ended-jobs.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
# Jobs begin as soon as they can, and ended ones are known for ten minutes.
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1,bf_interval=1
MinJobAge=600
KillWait=3
OverTimeLimit=0
MessageTimeout=30
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=here NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) CPUs=$cpus RealMemory=$(($(sed -n 's/MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1024)) State=UNKNOWN
PartitionName=main Nodes=here Default=YES MaxTime=60 DefaultTime=10 State=UP
END

  munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" \
    --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" 2> "$folder/munge/start"
  export SLURM_CONF="$folder/slurm.conf"
  # Unheard, so that no daemon keeps the output of this script open.
  slurmctld > "$folder/slurmctld.start" 2>&1
  slurmd -N here > "$folder/slurmd.start" 2>&1
  wait_for is_idle || {
    tail -n 20 "$folder"/*.start "$folder"/*.log "$folder/munge/log" >&2
    stop
    fail "the cluster has not come up; its messages are above"
  }
  echo "export SLURM_CONF=$folder/slurm.conf"
}

is_idle() {
  sinfo --noheader --format=%T | grep -q '^idle'
}

has_no_job() {
  [ -z "$(squeue --noheader)" ]
}

# Ends the process whose number a file holds, and waits until it is gone.
end() {
  [ -s "$1" ] || return 0
  pid=$(cat "$1")
  kill "$pid" 2> /dev/null || return 0
  wait_for is_gone "$pid" || kill -KILL "$pid" 2> /dev/null || true
}

is_gone() {
  ! kill -0 "$1"
}

stop() {
  [ -n "${SLURM_CONF:-}" ] || fail "SLURM_CONF is not set; set it to what \`start\` has printed"
  folder=$(dirname "$SLURM_CONF")
  grep -q '^ClusterName=one-machine$' "$SLURM_CONF" || fail "$SLURM_CONF is not a cluster that this script has started"
  if scancel --user="$(id -un)" 2> /dev/null; then wait_for has_no_job || true; fi
  end "$folder/slurmd.pid"
  end "$folder/slurmctld.pid"
  end "$folder/munge/pid"
  rm -rf "$folder"
}

case "${1:-}" in
  start) start "${2:-}" ;;
  stop) stop ;;
  check) check ;;
  *) fail "give start, stop or check" ;;
esac
