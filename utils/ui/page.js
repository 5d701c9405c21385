// What pages write as plain markup, made to work inside the app: a link of class "inside", a button that copies the
// page's address (data-copy, the query), and one that saves a chart (data-picture, percent-encoded JSON).
const SCALE = 2, MARGIN = 28
const FONT = '"Source Sans", "Source Sans Pro", sans-serif'

export default function () {
  const clicked = event => {
    const target = event.target.closest("a.inside, [data-copy], [data-picture]")
    if (!target) return
    if (target.dataset.copy !== undefined) copy(target)
    else if (target.dataset.picture) picture(target)
    else follow(event, target)
  }
  document.addEventListener("click", clicked)
  // Links and buttons work from now on: until then a click on one is the browser's alone.
  document.documentElement.dataset.listening = ""
  return () => document.removeEventListener("click", clicked)
}

// The address changes, and Streamlit follows it as it follows Back and Forward: loading the page anew would cost a second
// and the session. A click that opens a tab is left to the browser.
function follow(event, link) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const here = location.pathname
  history.pushState({}, "", link.href)
  dispatchEvent(new PopStateEvent("popstate"))
  if (location.pathname !== here) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
}

// The button says so for two seconds; pressed again meanwhile, it still knows its own label.
async function copy(button) {
  const label = button.dataset.label ??= button.textContent
  const done = await copied(location.origin + location.pathname + button.dataset.copy)
  button.textContent = done ? "Copied" : "Copy it from the address bar"
  setTimeout(() => { button.textContent = label }, 2000)
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

// One PNG: title, subtitle, the chart as it stands, what it rests on, and the link to it.
async function picture(button) {
  const data = JSON.parse(decodeURIComponent(button.dataset.picture))
  const plot = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`)
  if (!plot) return
  button.disabled = true
  try {
    save(await drawn(plot, data), data.file)
  } finally {
    button.disabled = false
  }
}

async function drawn(plot, data) {
  const box = plot.getBoundingClientRect()
  const page = getComputedStyle(document.querySelector("[data-testid=stApp]"))
  const width = Math.max(box.width, 480), inner = width
  const link = location.origin + location.pathname + data.query
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d")
  const head = [...lines(pen, data.title, `600 20px ${FONT}`, 26, 1, inner),
                ...lines(pen, data.subtitle, `400 14px ${FONT}`, 20, 0.8, inner)]
  const foot = [...data.foot, link].flatMap((text) => lines(pen, text, `400 12px ${FONT}`, 17, 0.7, inner))
  const height = (block) => block.reduce((sum, line) => sum + line.height, 0)
  const top = MARGIN + height(head) + 10

  canvas.width = SCALE * (width + 2 * MARGIN)
  canvas.height = SCALE * (top + box.height + 10 + height(foot) + MARGIN)
  pen.scale(SCALE, SCALE)
  pen.fillStyle = page.backgroundColor
  pen.fillRect(0, 0, canvas.width, canvas.height)
  write(pen, head, MARGIN, page.color)
  pen.drawImage(await image(plot, box), MARGIN, top, box.width, box.height)
  write(pen, foot, top + box.height + 10, page.color)
  return canvas
}

// Words are written by the canvas, as text: nothing of the data is ever read as markup.
function lines(pen, text, font, height, alpha, width) {
  pen.font = font
  const found = []
  let line = ""
  for (const word of text.split(/\s+/).flatMap((one) => pieces(pen, one, width))) {
    const longer = line ? `${line} ${word}` : word
    if (pen.measureText(longer).width <= width) { line = longer; continue }
    found.push(line)
    line = word
  }
  return [...found, line].filter(Boolean).map((one) => ({ text: one, font, height, alpha }))
}

function pieces(pen, word, width) {
  if (pen.measureText(word).width <= width) return [word]
  const size = Math.max(8, Math.floor(word.length * width / pen.measureText(word).width) - 1)
  return word.match(new RegExp(`.{1,${size}}`, "gu"))
}

function write(pen, block, from, color) {
  let y = from
  pen.fillStyle = color
  pen.textBaseline = "top"
  for (const line of block) {
    pen.font = line.font
    pen.globalAlpha = line.alpha
    pen.fillText(line.text, MARGIN, y)
    y += line.height
  }
  pen.globalAlpha = 1
}

// Plotly draws in several SVG layers of one size; a picture of SVG knows no page fonts, so the font goes in with it.
async function image(plot, box) {
  const whole = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  whole.setAttribute("xmlns", "http://www.w3.org/2000/svg")
  whole.setAttribute("width", box.width * SCALE)
  whole.setAttribute("height", box.height * SCALE)
  whole.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`)
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style")
  style.textContent = await fontFace()
  whole.append(style, ...[...plot.querySelectorAll(".main-svg")].map((layer) => {
    const copy = layer.cloneNode(true)
    copy.querySelectorAll(".hoverlayer, .modebar, .select-outline").forEach((node) => node.remove())
    copy.style.background = "transparent"
    return copy
  }))
  const picture = new Image()
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(whole))
  await picture.decode()
  return picture
}

async function fontFace() {
  for (const sheet of document.styleSheets) {
    for (const rule of rulesOf(sheet)) {
      const family = rule.style?.getPropertyValue("font-family").replaceAll(/["']/g, "")
      if (!(rule instanceof CSSFontFaceRule) || family !== "Source Sans" || rule.style.fontStyle === "italic") continue
      const address = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/)?.[1]
      const bytes = await (await fetch(new URL(address, sheet.href ?? location.href))).blob()
      const coded = await new Promise((done) => {
        const reader = new FileReader()
        reader.onload = () => done(reader.result)
        reader.readAsDataURL(bytes)
      })
      return `@font-face { font-family: "Source Sans"; font-weight: 200 900; src: url("${coded}") }`
    }
  }
  return ""
}

function rulesOf(sheet) {
  try {
    return sheet.cssRules
  } catch {
    return []
  }
}

function save(canvas, name) {
  canvas.toBlob((blob) => {
    const anchor = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name })
    anchor.click()
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000)
  })
}
