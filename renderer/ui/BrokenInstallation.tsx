/** In both languages, because the texts in the chosen one are what could not be loaded. */
const sentences = [
  {
    lang: 'en',
    title: 'Subroot could not load its texts',
    detail:
      'A file of its window is missing or damaged. Nothing was changed on this machine. Close Subroot and open it again; if this comes back, install Subroot again.',
  },
  {
    lang: 'zh-CN',
    title: 'Subroot 无法加载界面文字',
    detail:
      '窗口的一个文件缺失或损坏。这台机器上没有任何更改。请关闭 Subroot 后重新打开；如果问题仍在，请重新安装 Subroot。',
  },
] as const

/** What is shown when not even the texts of the interface could be loaded. */
export function BrokenInstallation() {
  return (
    <main className="broken">
      {sentences.map(({ lang, title, detail }) => (
        <section key={lang} lang={lang}>
          <h1>{title}</h1>
          <p>{detail}</p>
        </section>
      ))}
    </main>
  )
}
