// Copies the page's address; the button says so for two seconds.
export default function ({ data, parentElement }) {
  const wire = (id, label, query) => {
    const button = parentElement.querySelector(`#${id}`)
    button.textContent = label
    button.onclick = async () => {
      const done = await copied(location.origin + location.pathname + query)
      button.textContent = done ? "Copied" : "Copy it from the address bar"
      setTimeout(() => { button.textContent = label }, 2000)
    }
  }
  wire("plain", "Copy link", data.query)
  wire("pin", `Copy link pinned to version ${data.version}`, data.pinned)
}

// navigator.clipboard exists only on https and localhost; elsewhere a selected text field still copies.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text })
    document.body.append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    return done
  }
}
