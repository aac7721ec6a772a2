import type { ExplainText } from './explain-text.ts'

/** The explanations in English; loaded only when somebody asks for them. */
export const explainInEnglish: ExplainText = {
  parts: { step: 'This step', why: 'Why, and at what cost', glossary: 'Glossary' },
  partsLabel: 'Explanations',
  whatIsThis: 'What is this?',
  byHand: 'The same by hand',
  byHandNote: 'For a terminal. Names and numbers in capitals stand for your own.',
  readMore: 'Read more',
  steps: {
    check:
      'Subroot reads what this machine says about itself: which Docker answers, how it is started, what the kernel can do, and who has which IDs. It concludes what stands in the way and what will be different afterwards. Nothing is changed, and nothing is started.',
    choose:
      'A container needs 65,536 IDs of this machine that belong to nobody. Subroot suggests a free stretch and shows what is around it. The remap user is the name under which that stretch is written down.',
    review:
      'A plan is worth as much as you can check of it. You see each step, each file before and after, and the very program that root will run. If anything else would run, main refuses.',
    apply:
      'Root runs the reviewed program once. It notes each step before and after it, restarts Docker, and looks whether Docker is as planned. If it is not, everything is put back.',
    prove:
      'What was asked for is not yet what is. So the machine is asked again: Docker, the files, and the kernel, which knows for each process who it is inside its container and who it is here.',
    undo: 'Subroot takes out of each file what it put in, and restarts Docker. What others changed since stays. What existed before remapping is in sight again.',
    resume:
      'A change was cut off, by a kill or a power failure. The notes that root kept say how far it came, so that it can be finished, or put back, by the program that began it.',
    practice:
      'A machine that is only described: the whole wizard works on it, with processes and with faults that can be switched on. Nothing of this computer is read or changed. By hand, you can be root in a user namespace of your own, which owns nothing but what is yours.',
    history:
      'What Subroot did on this machine, as root noted it: when, which files, with which result, and where the copies from before are.',
  },
  chapters: {
    fences: {
      title: 'Two fences: cgroups and namespaces',
      paragraphs: [
        'A container is no machine. It is a group of ordinary processes of this one, inside two kinds of fence that the kernel draws.',
        'A cgroup limits how much they may use: processor time, memory, input and output. It says nothing about what they may see.',
        'A namespace limits what they see: their own process numbers, network, mounts. It says nothing about how much they may use. Of all namespaces, only the user namespace decides who they are.',
      ],
      points: [],
    },
    remapping: {
      title: 'What remapping changes',
      paragraphs: [
        'Without it, user 0 in a container is user 0 of this machine. The other fences stand in between, but whoever finds a hole in one of them is root here.',
        'With it, Docker gives containers a user namespace. User 0 inside becomes, say, user 231072 outside: an ID that owns nothing and may do nothing special. Inside, hardly anything changes: it can still install packages and change the owners of its files.',
        'Its capabilities are real, but only for what belongs to that namespace. They end at its border.',
      ],
      points: [],
    },
    gains: {
      title: 'What is gained',
      paragraphs: ['A hole in one fence no longer leads to root. After a break-out, a process'],
      points: [
        'cannot read what only root may read, such as `/etc/shadow` or private keys;',
        'cannot change system files, load kernel modules or stop other users’ processes;',
        'finds files of this machine that were mounted into its container as closed as they are to any stranger.',
      ],
    },
    costs: {
      title: 'What it costs',
      paragraphs: ['Remapping is a setting of the whole daemon, and it moves the ground under it.'],
      points: [
        'Images, containers and volumes that exist now are out of sight. They are kept, and are back after Undo. Until then, their disk space is used twice where images are pulled again.',
        '`--privileged`, `--network=host` and `--pid=host` need `--userns=host`, which gives up the gain for that container.',
        'Files that are mounted from this machine keep their owners: the container sees nobody there, and may write only where everybody may, or the remapped IDs do.',
        'Docker’s socket, sound, graphics and other devices are closed to most containers.',
        'On Docker 29 and newer, the containerd image store cannot be used with it.',
      ],
    },
    limits: {
      title: 'What it does not do',
      paragraphs: [],
      points: [
        'All remapped containers share one mapping. To each other they are the same users: remapping protects the machine from containers, not containers from each other.',
        'Whoever may talk to Docker can opt out with `--userns=host`. Members of the group `docker` are as good as root, before and after.',
        'The daemon itself still runs as root. A hole in the daemon is not covered.',
        'A hole in the kernel is not covered either. Root of a user namespace may reach parts of the kernel that an ordinary user may not.',
      ],
    },
    instead: {
      title: 'When something else is better',
      paragraphs: [
        'Remapping is a strong default for a Docker that runs as root. Consider instead',
      ],
      points: [
        'rootless Docker, where the daemon should not be root either, and you can do without some networking and storage features;',
        'Enhanced Container Isolation, if you use Docker Desktop with a subscription that has it: each container gets a mapping of its own, inside a virtual machine, and `--userns=host` is ignored;',
        'Sysbox, a runtime that puts each of its containers into a user namespace and lets systemd or Docker run inside, without remapping the daemon;',
        'a virtual machine, for code that you do not trust at all.',
      ],
    },
  },
  terms: {
    container: {
      name: 'Container',
      meaning:
        'Processes of this machine that the kernel shows a world of their own: files from an image, their own network, their own process numbers. They share the kernel with everything else.',
    },
    image: {
      name: 'Image',
      meaning:
        'The files that a container starts with. They belong to UIDs and GIDs, as all files do.',
    },
    daemon: {
      name: 'Daemon',
      meaning:
        'A program that works in the background. Docker’s, `dockerd`, runs as root, and starts, stops and watches the containers. The `docker` command only asks it to.',
    },
    service: {
      name: 'Service',
      meaning:
        'A daemon as the service manager (systemd, OpenRC, runit, SysV init) knows it: with a unit or script that says how to start it, and with which options.',
    },
    daemonConfig: {
      name: 'Daemon configuration file',
      meaning:
        'Usually `/etc/docker/daemon.json`. Docker reads it when it starts, and refuses to start if an option stands both there and on its command line.',
    },
    dataRoot: {
      name: 'Data directory',
      meaning:
        'Usually `/var/lib/docker`: images, containers, volumes. With remapping, Docker uses a directory in it that is named after the remapped root, such as `231072.231072`.',
    },
    imageStore: {
      name: 'Image store',
      meaning:
        'Where and how Docker keeps images: by a storage driver of its own (`overlay2`), or by containerd. The latter does not work with remapping.',
    },
    bindMount: {
      name: 'Bind mount',
      meaning:
        'A file or directory of this machine that is shown inside a container. Its owners stay as they are here, so that a remapped container may find it closed.',
    },
    ids: {
      name: 'UID and GID',
      meaning:
        'The numbers by which the kernel knows users and groups. Names such as `alice` are looked up for people; what may be done is decided by numbers.',
    },
    root: {
      name: 'Root',
      meaning: 'UID 0. In the machine’s own user namespace the kernel refuses it next to nothing.',
    },
    privilege: {
      name: 'Privilege',
      meaning:
        'Being allowed what others are not, such as reading everybody’s files. A process should have no more of it than its task needs.',
    },
    capability: {
      name: 'Capability',
      meaning:
        'Root’s power in about forty pieces, such as changing owners (`CAP_CHOWN`) or mounting (`CAP_SYS_ADMIN`). A capability counts only within the user namespace that a process is in.',
    },
    cgroup: {
      name: 'Cgroup',
      meaning:
        'A group of processes whose use of processor, memory and input and output is counted and limited together. It decides how much, not who or what.',
    },
    namespace: {
      name: 'Namespace',
      meaning:
        'What a process sees of the system: there is one kind each for mounts, processes, network, host name, users and some more. Two processes in different ones see different things under the same name.',
    },
    userNamespace: {
      name: 'User namespace',
      meaning:
        'The namespace of users and groups. Each has a mapping to IDs outside, and powers that end at its border. The machine’s own is the one in which everything starts.',
    },
    idMapping: {
      name: 'ID mapping',
      meaning:
        'Which IDs inside a user namespace are which IDs outside: first one inside, first one outside, how many. The kernel shows it in `/proc/PID/uid_map` and `gid_map`.',
    },
    subordinateIds: {
      name: 'Subordinate IDs',
      meaning:
        'IDs that a user may use in user namespaces besides their own. `/etc/subuid` and `/etc/subgid` say which: `dockremap:231072:65536` are 65,536 IDs from 231072 on.',
    },
    nobody: {
      name: 'Nobody',
      meaning:
        'ID 65534. In a user namespace it stands for everything whose owner has no number there, so that files of the machine seem to belong to nobody.',
    },
    usernsRemap: {
      name: 'User namespace remapping',
      meaning:
        'Docker’s option `userns-remap`: all containers get a user namespace with the same mapping, to the subordinate IDs of one user.',
    },
    remapUser: {
      name: 'Remap user',
      meaning:
        'The user whose subordinate IDs Docker uses, `dockremap` unless told otherwise. Nobody logs in as that user, and no process runs as it.',
    },
    optOut: {
      name: 'Opting out',
      meaning:
        '`--userns=host`, or `userns_mode: host` in Compose: this container runs without remapping. Root in it is root here.',
    },
    rootless: {
      name: 'Rootless',
      meaning:
        'A Docker whose daemon itself runs as an ordinary user, inside a user namespace. Its containers are that user’s subordinate IDs; it needs no remapping.',
    },
    engine: {
      name: 'Engine and context',
      meaning:
        'The Docker that your `docker` command talks to. A context or `DOCKER_HOST` chooses it; it may be on this machine, in a virtual machine, or far away.',
    },
    liveRestore: {
      name: 'Live restore',
      meaning:
        'An option that keeps containers running while the daemon restarts. When remapping is turned on, the restarted daemon would no longer know them.',
    },
    swarm: {
      name: 'Swarm',
      meaning:
        'Docker’s own cluster. Its state is in the data directory, so that a machine that turns on remapping is no longer a member.',
    },
    kubernetes: {
      name: 'Kubernetes',
      meaning:
        'A cluster that runs containers on many machines. It may or may not use this Docker; parts of it need containers that opt out of remapping.',
    },
    nameService: {
      name: 'Directory service',
      meaning:
        'Where accounts come from besides `/etc/passwd`, such as LDAP or SSSD. Not all of its IDs can be listed, so that nobody can be sure which are free.',
    },
    bootArgument: {
      name: 'Kernel argument',
      meaning:
        'A word that the boot loader hands to the kernel when it starts. Old Red Hat kernels allow user namespaces only with one. It takes effect after a restart.',
    },
    namespaceLimit: {
      name: 'Limit of user namespaces',
      meaning:
        '`user.max_user_namespaces`: how many there may be. With 0 nobody can make one, not even root; some security rules set it so.',
    },
    passwordPrompt: {
      name: 'Password prompt',
      meaning:
        'The dialog of your desktop (polkit) in which an administrator agrees that one program runs as root, by `pkexec`. Subroot never sees the password.',
    },
    journal: {
      name: 'Journal',
      meaning:
        'What root notes of each change in `/var/lib/subroot`: plan, program, progress, copies of the files. It is what finishing, rolling back and Undo rest on.',
    },
  },
}
