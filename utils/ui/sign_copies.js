// Whatever is copied out of an article takes its source along: outlet, date and address.
export default function ({ data }) {
  const sign = (event) => {
    const selection = document.getSelection()
    const inside = selection.anchorNode?.parentElement?.closest(".article .text")
    if (!inside || selection.isCollapsed) return
    event.clipboardData.setData("text/plain", `“${selection.toString().trim()}” (${data.source})`)
    event.preventDefault()
  }
  document.addEventListener("copy", sign)
  return () => document.removeEventListener("copy", sign)
}
