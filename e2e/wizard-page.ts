import { expect, type Locator, type Page } from '@playwright/test'

export type Language = 'en' | 'zh-CN'

export type StepName =
  'check' | 'choose' | 'review' | 'apply' | 'prove' | 'undo' | 'resume' | 'history' | 'practice'

const english = {
  steps: {
    check: 'Check',
    choose: 'Choose',
    review: 'Review',
    apply: 'Apply',
    prove: 'Prove',
    undo: 'Undo',
    resume: 'Unfinished change',
    history: 'History',
    practice: 'Practice',
  },
  buttons: {
    continue: 'Continue',
    back: 'Back',
    lookAgain: 'Look again',
    lookElevated: 'Look with administrator rights',
    nextFree: 'Next free range',
    previousFree: 'Previous free range',
    suggested: 'Suggested range',
    showTable: 'The same as a table',
    copyScript: 'Copy the script',
    applyChanges: 'Apply changes',
    tryAgain: 'Try again',
    freeze: 'Freeze',
    unfreeze: 'Follow again',
    checkAgain: 'Check again',
    saveReport: 'Save report',
    undoThis: 'Undo this change',
    undoChanges: 'Undo changes',
    undo: 'Undo',
    history: 'History',
    seeProof: 'See the proof',
    goOn: 'Go on',
    readAgain: 'Read it again',
    filesAndScript: 'Files and script',
    laterFirst: 'Undo the later change',
    finishOrRollBack: 'Finish or roll back',
    finish: 'Finish the change',
    rollBack: 'Roll the change back',
    resumeScript: 'The script that goes on',
    inTerminal: 'Run it yourself in a terminal',
    rollBackInTerminal: 'Roll it back in a terminal',
    copyLine: 'Copy the line',
    cancel: 'Cancel',
    practice: 'Practice',
    practicePanel: 'Let something happen',
    leavePractice: 'Leave practice',
    startContainer: 'Start a container',
    startOver: 'Start this machine over',
    prepareEngines: 'Prepare the two engines',
    startEngines: 'Start both engines',
    stopEngines: 'Stop both engines',
    measureBefore: 'Measure before',
    measureAgain: 'Measure again',
    proveLive: 'Prove it on a live container',
    proveAgain: 'Prove it again',
  },
  tabs: { words: 'In words', files: 'Files', script: 'The script', byHand: 'By hand' },
  fields: { remapUser: 'Remap user', firstId: 'First ID' },
  consents: {
    'raise-namespace-limit': 'Allow user namespaces on this machine',
    'add-kernel-arguments': 'Change the arguments that the kernel starts with',
  },
  numberLine: 'ID ranges of this machine',
  language: 'Language',
  theme: 'Appearance',
}

type Names = typeof english
export type ButtonName = keyof Names['buttons']

const chinese: Names = {
  steps: {
    check: '检查',
    choose: '选择',
    review: '审阅',
    apply: '应用',
    prove: '证明',
    undo: '撤销',
    resume: '未完成的更改',
    history: '历史',
    practice: '练习',
  },
  buttons: {
    continue: '继续',
    back: '返回',
    lookAgain: '重新检查',
    lookElevated: '以管理员权限检查',
    nextFree: '下一个空闲范围',
    previousFree: '上一个空闲范围',
    suggested: '建议的范围',
    showTable: '以表格显示',
    copyScript: '复制脚本',
    applyChanges: '应用更改',
    tryAgain: '重试',
    freeze: '定格',
    unfreeze: '继续跟踪',
    checkAgain: '重新核对',
    saveReport: '保存报告',
    undoThis: '撤销这项更改',
    undoChanges: '撤销更改',
    undo: '撤销',
    history: '历史',
    seeProof: '查看证明',
    goOn: '继续进行',
    readAgain: '重新读取',
    filesAndScript: '文件和脚本',
    laterFirst: '先撤销后来的更改',
    finishOrRollBack: '完成或回滚',
    finish: '完成更改',
    rollBack: '回滚更改',
    resumeScript: '将继续运行的脚本',
    inTerminal: '在终端中自行运行',
    rollBackInTerminal: '在终端中回滚',
    copyLine: '复制这一行',
    cancel: '取消',
    practice: '练习',
    practicePanel: '制造情况',
    leavePractice: '结束练习',
    startContainer: '启动一个容器',
    startOver: '让这台机器从头开始',
    prepareEngines: '准备两个引擎',
    startEngines: '启动两个引擎',
    stopEngines: '停止两个引擎',
    measureBefore: '测量更改之前的状态',
    measureAgain: '重新测量',
    proveLive: '在运行中的容器上证明',
    proveAgain: '再次证明',
  },
  tabs: { words: '文字说明', files: '文件', script: '脚本', byHand: '手动操作' },
  fields: { remapUser: '重映射用户', firstId: '起始 ID' },
  consents: {
    'raise-namespace-limit': '允许在这台机器上使用用户命名空间',
    'add-kernel-arguments': '更改内核的启动参数',
  },
  numberLine: '这台机器的 ID 范围',
  language: '语言',
  theme: '外观',
}

const namesOf: Readonly<Record<Language, Names>> = { en: english, 'zh-CN': chinese }

/** The wizard as a user finds it: by role and name only. The specs use it, and the lab's driver on a real machine. */
export type WizardPage = {
  readonly page: Page
  readonly heading: (step: StepName) => Locator
  readonly button: (name: ButtonName) => Locator
  readonly tab: (name: keyof Names['tabs']) => Locator
  readonly field: (name: keyof Names['fields']) => Locator
  /** The switch of something to agree to, in Choose. */
  readonly consent: (name: keyof Names['consents']) => Locator
  readonly numberLine: Locator
  readonly languageSwitch: Locator
  readonly themeSwitch: Locator
  /** Waits until the step's heading is there. */
  readonly isAt: (step: StepName) => Promise<void>
  /** Presses Continue until the step is there; from Check up to Apply, where the next button asks for the password. */
  readonly continueTo: (step: 'choose' | 'review' | 'apply') => Promise<void>
  /** From Check through the password to the end of the run; what comes then is up to the caller. */
  readonly applySuggestion: () => Promise<void>
  /** From Check to the proof of what was applied. */
  readonly applyAndProve: () => Promise<void>
}

export function wizardPage(page: Page, language: Language = 'en'): WizardPage {
  const names = namesOf[language]
  const heading = (step: StepName) =>
    page.getByRole('heading', { level: 1, name: names.steps[step], exact: true })
  const button = (name: ButtonName) =>
    page.getByRole('button', { name: names.buttons[name], exact: true })
  const isAt = (step: StepName) => expect(heading(step)).toBeVisible()

  async function continueTo(step: 'choose' | 'review' | 'apply') {
    const path = ['choose', 'review', 'apply'] as const
    for (const next of path.slice(0, path.indexOf(step) + 1)) {
      if (await isPast(next)) continue
      await button('continue').click()
      await isAt(next)
    }
  }

  /** Whether the step, or one after it, is on the screen already. */
  async function isPast(step: 'choose' | 'review' | 'apply') {
    const path = ['choose', 'review', 'apply'] as const
    for (const later of path.slice(path.indexOf(step))) {
      if (await heading(later).isVisible()) return true
    }
    return false
  }

  async function applySuggestion() {
    await continueTo('apply')
    await button('applyChanges').click()
  }

  return {
    page,
    heading,
    button,
    tab: (name) => page.getByRole('tab', { name: names.tabs[name], exact: true }),
    field: (name) => page.getByRole('textbox', { name: names.fields[name], exact: true }),
    consent: (name) => page.getByRole('switch', { name: names.consents[name], exact: true }),
    numberLine: page.getByRole('listbox', { name: names.numberLine }),
    languageSwitch: page.getByRole('combobox', { name: names.language }),
    themeSwitch: page.getByRole('combobox', { name: names.theme }),
    isAt,
    continueTo,
    applySuggestion,
    applyAndProve: async () => {
      await applySuggestion()
      await button('continue').click()
      await isAt('prove')
    },
  }
}
