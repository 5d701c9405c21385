// A click on a link of class "inside" changes the address, and Streamlit follows it as it follows Back and Forward:
// loading the page anew would cost a second and the session. A click that opens a tab is left to the browser.
export default function () {
  const follow = event => {
    const link = event.target.closest("a.inside")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const here = location.pathname
    history.pushState({}, "", link.href)
    dispatchEvent(new PopStateEvent("popstate"))
    if (location.pathname !== here) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
  }
  document.addEventListener("click", follow)
  return () => document.removeEventListener("click", follow)
}
