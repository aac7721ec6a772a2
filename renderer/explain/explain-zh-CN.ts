import type { ExplainText } from './explain-text.ts'

/** The explanations in Simplified Chinese; loaded only when somebody asks for them. */
export const explainInChinese: ExplainText = {
  parts: { step: '这一步', why: '为什么，以及代价', glossary: '术语表' },
  partsLabel: '说明',
  whatIsThis: '这是什么？',
  byHand: '手动做同样的事',
  byHandNote: '在终端里使用。大写的名称和数字请换成你自己的。',
  readMore: '延伸阅读',
  steps: {
    check:
      'Subroot 读取这台机器对自身的描述：哪个 Docker 在应答、它如何启动、内核能做什么、哪些 ID 归谁所有。由此得出什么会妨碍更改、之后会有什么不同。不更改任何东西，也不启动任何东西。',
    choose:
      '一个容器需要这台机器上 65,536 个不属于任何人的 ID。Subroot 建议一段空闲的 ID，并显示它周围有什么。重映射用户就是登记这段 ID 时所用的名字。',
    review:
      '计划的价值取决于你能核对其中多少内容。这里可以看到每一个步骤、每个文件更改前后的样子，以及 root 将要运行的那个程序本身。如果将要运行的不是它，Subroot 会拒绝。',
    apply:
      'root 把审阅过的程序运行一次。它在每一步之前和之后都做记录，重启 Docker，再查看 Docker 是否符合计划。如果不符合，一切都会放回原样。',
    prove:
      '要求过的事不等于已成的事。因此再问一次机器：问 Docker，看文件，也问内核——内核知道每个进程在容器里是谁、在这里又是谁。',
    undo: 'Subroot 从每个文件里取出自己写入的内容，并重启 Docker。别人后来的更改会保留。重映射之前就有的东西会重新可见。',
    resume:
      '一次更改被强制终止或断电打断了。root 留下的记录说明它进行到了哪里，因此可以由开始它的那个程序来完成，或者放回原样。',
    practice:
      '一台只存在于描述之中的机器：整个向导都能在上面运行，有进程，也有可以打开的故障。不读取也不更改这台计算机上的任何东西。手动操作时，你可以在自己的用户命名空间里当 root，它所拥有的只是你自己的东西。',
    history:
      'Subroot 在这台机器上做过的事，按 root 的记录显示：时间、涉及的文件、结果，以及更改前的副本在哪里。',
  },
  chapters: {
    fences: {
      title: '两道围栏：cgroup 与命名空间',
      paragraphs: [
        '容器不是另一台机器。它是本机上的一组普通进程，被内核围在两种围栏之内。',
        'cgroup 限制它们能用多少：处理器时间、内存、输入输出。至于它们能看见什么，cgroup 不管。',
        '命名空间限制它们能看见什么：自己的进程号、网络、挂载。至于能用多少，命名空间不管。在所有命名空间当中，只有用户命名空间决定它们是谁。',
      ],
      points: [],
    },
    remapping: {
      title: '重映射改变了什么',
      paragraphs: [
        '没有重映射时，容器里的 0 号用户就是这台机器的 0 号用户。中间虽有其他围栏，但谁在其中找到漏洞，谁就是本机的 root。',
        '有了重映射，Docker 会给容器一个用户命名空间。里面的 0 号用户，在外面是例如 231072 号用户：这个 ID 什么都不拥有，也没有任何特权。在里面几乎一切如常：照样可以安装软件包、更改自己文件的所有者。',
        '它的权能是真实的，但只对属于那个命名空间的东西有效，到边界为止。',
      ],
      points: [],
    },
    gains: {
      title: '得到了什么',
      paragraphs: ['一道围栏上的漏洞不再直通 root。进程即使逃出容器，也'],
      points: [
        '读不了只有 root 才能读的东西，例如 `/etc/shadow` 或私钥；',
        '改不了系统文件，加载不了内核模块，也停不了其他用户的进程；',
        '会发现挂载进容器的本机文件对它是关闭的，正如对任何陌生人一样。',
      ],
    },
    costs: {
      title: '代价是什么',
      paragraphs: ['重映射是整个守护进程的设置，它会移动守护进程脚下的地面。'],
      points: [
        '现有的镜像、容器和卷会看不见。它们都保留着，撤销之后就会回来。在此之前，重新拉取的镜像会占用两份磁盘空间。',
        '`--privileged`、`--network=host` 和 `--pid=host` 需要 `--userns=host`，而那个容器也就失去了这层保护。',
        '从本机挂载的文件保持原来的所有者：容器看到的所有者是 nobody，只有在人人可写或重映射后的 ID 可写的地方才能写。',
        'Docker 的套接字、声音、图形和其他设备对大多数容器是关闭的。',
        '在 Docker 29 及更新的版本上，不能同时使用 containerd 镜像存储。',
      ],
    },
    limits: {
      title: '它做不到什么',
      paragraphs: [],
      points: [
        '所有被重映射的容器共用同一个映射。对彼此来说，它们是相同的用户：重映射保护机器不受容器侵害，但不保护容器不受彼此侵害。',
        '凡是能与 Docker 对话的人，都可以用 `--userns=host` 退出重映射。`docker` 组的成员在此之前和之后都等同于 root。',
        '守护进程自身仍以 root 运行。守护进程的漏洞不在保护之列。',
        '内核的漏洞同样不在保护之列。用户命名空间里的 root 可以触及普通用户触及不到的一部分内核。',
      ],
    },
    instead: {
      title: '什么时候别的办法更好',
      paragraphs: ['对于以 root 运行的 Docker，重映射是很好的默认选择。以下情况可以考虑别的办法：'],
      points: [
        '无根（rootless）Docker：如果守护进程也不该是 root，并且可以放弃部分网络和存储功能；',
        'Enhanced Container Isolation：如果使用的 Docker Desktop 订阅包含它：每个容器在虚拟机里有各自的映射，`--userns=host` 会被忽略；',
        'Sysbox：一种容器运行时，它把自己的每个容器放进用户命名空间，容器里可以运行 systemd 或 Docker，而不必重映射守护进程；',
        '虚拟机：如果代码完全不可信。',
      ],
    },
  },
  terms: {
    container: {
      name: '容器（container）',
      meaning:
        '这台机器上的一些进程，内核让它们看到一个自己的世界：来自镜像的文件、自己的网络、自己的进程号。它们与其他一切共用同一个内核。',
    },
    image: {
      name: '镜像（image）',
      meaning: '容器启动时带有的文件。它们和所有文件一样，属于某个 UID 和 GID。',
    },
    daemon: {
      name: '守护进程（daemon）',
      meaning:
        '在后台工作的程序。Docker 的守护进程 `dockerd` 以 root 运行，负责启动、停止和看管容器。`docker` 命令只是向它提出请求。',
    },
    service: {
      name: '服务（service）',
      meaning:
        '服务管理器（systemd、OpenRC、runit、SysV init）所认识的守护进程：有一个单元或脚本，写明如何启动它、用哪些选项。',
    },
    daemonConfig: {
      name: '守护进程配置文件',
      meaning:
        '通常是 `/etc/docker/daemon.json`。Docker 启动时读取它；如果同一个选项既在文件里又在命令行上，Docker 会拒绝启动。',
    },
    dataRoot: {
      name: 'Docker 数据目录',
      meaning:
        '通常是 `/var/lib/docker`：镜像、容器、卷。启用重映射后，Docker 使用其中一个以重映射后的 root 命名的目录，例如 `231072.231072`。',
    },
    imageStore: {
      name: '镜像存储',
      meaning:
        'Docker 在哪里、以什么方式保存镜像：用自己的存储驱动（`overlay2`），或者用 containerd。后者不能与重映射一起使用。',
    },
    bindMount: {
      name: '绑定挂载（bind mount）',
      meaning:
        '显示在容器里的本机文件或目录。它们的所有者仍是本机上的所有者，因此被重映射的容器可能会发现它们是关闭的。',
    },
    ids: {
      name: 'UID 和 GID',
      meaning: '内核用来识别用户和组的编号。`alice` 这样的名字只是给人看的；能做什么，由编号决定。',
    },
    root: {
      name: 'root 用户',
      meaning: 'UID 0。在机器自己的用户命名空间里，内核几乎什么都不会拒绝它。',
    },
    privilege: {
      name: '特权（privilege）',
      meaning: '被允许做别人不能做的事，例如读取所有人的文件。进程拥有的特权不应超过它的任务所需。',
    },
    capability: {
      name: '权能（capability）',
      meaning:
        '把 root 的权力分成大约四十份，例如更改所有者（`CAP_CHOWN`）或挂载（`CAP_SYS_ADMIN`）。权能只在进程所处的用户命名空间之内有效。',
    },
    cgroup: {
      name: '控制组（cgroup）',
      meaning:
        '一组进程，它们对处理器、内存和输入输出的使用被一起统计和限制。它决定“多少”，不决定“谁”或“什么”。',
    },
    namespace: {
      name: '命名空间（namespace）',
      meaning:
        '进程所能看到的系统：挂载、进程、网络、主机名、用户等等各有一种。处在不同命名空间里的两个进程，用同一个名字看到的是不同的东西。',
    },
    userNamespace: {
      name: '用户命名空间',
      meaning:
        '用户和组的命名空间。每一个都有到外部 ID 的映射，其中的权力到边界为止。一切都从机器自己的用户命名空间开始。',
    },
    idMapping: {
      name: 'ID 映射',
      meaning:
        '用户命名空间里的哪些 ID 是外面的哪些 ID：里面的第一个、外面的第一个、一共多少个。内核在 `/proc/PID/uid_map` 和 `gid_map` 里显示它。',
    },
    subordinateIds: {
      name: '从属 ID（subordinate ID）',
      meaning:
        '用户除了自己的 ID 之外，还可以在用户命名空间里使用的 ID。`/etc/subuid` 和 `/etc/subgid` 写明是哪些：`dockremap:231072:65536` 表示从 231072 开始的 65,536 个 ID。',
    },
    nobody: {
      name: 'nobody 用户',
      meaning:
        'ID 65534。在用户命名空间里，凡是所有者在那里没有编号的东西都显示为它，所以本机的文件看起来好像不属于任何人。',
    },
    usernsRemap: {
      name: '用户命名空间重映射',
      meaning:
        'Docker 的选项 `userns-remap`：所有容器得到一个映射相同的用户命名空间，映射到某一个用户的从属 ID。',
    },
    remapUser: {
      name: '重映射用户',
      meaning:
        'Docker 使用其从属 ID 的那个用户；未另行指定时是 `dockremap`。没有人以这个用户登录，也没有进程以它运行。',
    },
    optOut: {
      name: '退出重映射',
      meaning:
        '`--userns=host`，在 Compose 里是 `userns_mode: host`：这个容器不经重映射运行，其中的 root 就是本机的 root。',
    },
    rootless: {
      name: '无根模式（rootless）',
      meaning:
        '守护进程自身就以普通用户在用户命名空间里运行的 Docker。它的容器使用该用户的从属 ID，不需要重映射。',
    },
    engine: {
      name: '引擎与上下文',
      meaning:
        '`docker` 命令所对话的那个 Docker。由上下文（context）或 `DOCKER_HOST` 选择；它可能在本机、在虚拟机里，或者在远处。',
    },
    liveRestore: {
      name: '实时恢复（live-restore）',
      meaning:
        '守护进程重启期间让容器继续运行的选项。启用重映射时，重启后的守护进程会不再认识这些容器。',
    },
    swarm: {
      name: '集群（swarm）',
      meaning:
        'Docker 自带的集群。它的状态保存在数据目录里，因此启用重映射的机器不再是集群的成员。',
    },
    kubernetes: {
      name: 'Kubernetes 集群',
      meaning:
        '在许多机器上运行容器的集群。它可能使用这个 Docker，也可能不用；它的某些部分需要退出重映射的容器。',
    },
    nameService: {
      name: '目录服务',
      meaning:
        '除 `/etc/passwd` 之外的账户来源，例如 LDAP 或 SSSD。它的 ID 无法全部列出，因此没有人能确定哪些是空闲的。',
    },
    bootArgument: {
      name: '内核参数',
      meaning:
        '引导程序在内核启动时交给它的一个词。旧的 Red Hat 内核有了它才允许用户命名空间。重启之后才会生效。',
    },
    namespaceLimit: {
      name: '用户命名空间的上限',
      meaning:
        '`user.max_user_namespaces`：最多可以有多少个。为 0 时谁都不能创建，连 root 也不能；有些安全规则会这样设置。',
    },
    passwordPrompt: {
      name: '密码对话框',
      meaning:
        '桌面系统（polkit）的对话框：管理员在其中同意用 `pkexec` 以 root 运行一个程序。Subroot 看不到密码。',
    },
    journal: {
      name: '日志（journal）',
      meaning:
        'root 在 `/var/lib/subroot` 里为每次更改留下的记录：计划、程序、进度、文件副本。完成、回滚和撤销都以它为依据。',
    },
  },
}
