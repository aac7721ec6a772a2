import type { Text } from '../en.ts'
import { reasonsInChinese } from './zh-CN-reasons.ts'

/** What becomes of containers, in Chinese. */
export const verdictsInChinese: Text['verdicts'] = {
  title: '您的容器',
  lede: '开启重映射并以范围 {range} 重新启动之后，每个容器会怎样。Subroot 不会改动您的项目。',
  kinds: {
    refused: '无法启动',
    breaks: '会出故障',
    'may-break': '可能出故障',
    exempt: '不受保护',
    works: '照常工作',
  },
  reasons: reasonsInChinese,
  remedies: {
    'exempt-run': {
      does: '用这个选项启动它，不做重映射',
      price: '这样其中的 root 就和现在一样，是这台机器的 root。',
    },
    'exempt-compose': {
      does: '在 {files} 中为服务 `{service}` 加上这一项，让它不做重映射',
      price: '这样其中的 root 就和现在一样，是这台机器的 root。',
    },
    'exempt-dev-container': {
      does: '在 {folder} 的 `devcontainer.json` 中加上这一项，让它不做重映射',
      price: '这样其中的 root 就和现在一样，是这台机器的 root。',
    },
    'remove-option': { does: '去掉这个选项', price: '' },
    'same-device-path': { does: '以设备原来的名称传入', price: '' },
    'without-ryuk': {
      does: '在测试的环境变量中设置这一项',
      price: '之后 Testcontainers 不再清理被强行终止的测试留下的内容。',
    },
    'look-at-owner': {
      does: '查看它的所有者。容器内的 root 在这台机器上将是 UID {root}',
      price: '',
    },
    acl: {
      does: '在所有者之外，为偏移后的 ID 授予 `{path}` 的访问权限',
      price: '之后，能启动容器的人都可以使用其中的内容。',
    },
    'acl-file': {
      does: '在所有者之外，为偏移后的 ID 授予 `{path}` 的访问权限',
      price: '如果有程序替换这个文件，权限就会丢失。',
    },
    'acl-until-replaced': {
      does: '为偏移后的 ID 授予 `{path}` 的访问权限',
      price: '在它被重新创建之前有效，最迟到下次启动为止。',
    },
    'acl-parents': {
      does: '允许重映射后的 root 通过 `{path}` 的上级目录',
      price: '较新版本的 runc 不需要这样做。',
    },
    chown: {
      does: '或者把 `{path}` 完全交给偏移后的 ID',
      price: '现在的所有者可能失去访问权限。撤销时不会改回来。',
    },
  },
  tallyLabel: '结论',
  project: 'Compose 项目',
  projectFiles: '描述文件：{files}',
  single: '单独启动的容器',
  running: '运行中',
  stopped: '已停止',
  seen: '在这台机器上看到',
  toKeep: '要让它继续工作',
  noRemedy: '没有什么设置能让它继续工作。',
  copyLine: '复制',
  unknown: '未知',
  unknownFiles: '它的 Compose 文件',
  emptyTitle: '这里还没有容器',
  emptyDetail: '没有什么会因此停止工作。以后启动的容器都会被重映射。',
}
