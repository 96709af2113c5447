// Adds buttons to the reports of a page: on the heads of columns to sort a table, boxes to show and
// hide groups, and below each picture to copy it. Reports are elements with the attribute
// data-waymark, which has the prefix of their classes. Nothing is loaded, sent or stored.
(() => {
  'use strict'

  const element = (name, className, text) => {
    const e = document.createElement(name)
    if (className) e.className = className
    if (text) e.textContent = text
    return e
  }

  // A column is sorted by stage where its cells have stages, by number where they begin with one,
  // and by text otherwise. Cells without a value are last.
  const keyOf = (cell, prefix) => {
    if (!cell) return null
    const stages = [...cell.querySelectorAll('.' + prefix + 'm rect')]
      .map(r => (r.getAttribute('class') || '').match(/(?:^|\s|-)s(\d+)$/)).filter(m => m).map(m => Number(m[1]))
    if (stages.length > 0) return stages.reduce((a, b) => a + b) / stages.length
    if (cell.querySelector('[aria-hidden=true]')) return null
    const text = cell.textContent.trim()
    const number = text.replace(/[.,\s\u00a0\u202f](?=\d{3})/g, '').match(/^\d+/)
    if (number) return Number(number[0])
    return text === '' || text.length === 1 ? null : text
  }

  const compare = (a, b, direction) => {
    if (a === null || b === null) return (a === null) - (b === null)
    const order = typeof a === 'number' && typeof b === 'number' ? a - b :
      String(a).localeCompare(String(b), document.documentElement.lang || undefined, {numeric: true})
    return order * direction
  }

  const sortable = (table, prefix, words) => {
    const body = table.tBodies[0]
    if (table.tBodies.length !== 1 || body.rows.length < 3 || body.querySelector('.' + prefix + 'part')) return
    const original = [...body.rows]
    const heads = [...table.tHead.rows[0].cells]
    heads.forEach((head, column) => {
      if (head.classList.contains(prefix + 'b')) return
      const button = element('button', prefix + 'sort')
      button.type = 'button'
      button.title = words.waymarkSort
      button.append(...head.childNodes)
      head.append(button)
      button.addEventListener('click', () => {
        const before = head.getAttribute('aria-sort')
        heads.forEach(h => h.removeAttribute('aria-sort'))
        let rows = original
        if (before !== 'descending') {
          const direction = before === 'ascending' ? -1 : 1
          head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending')
          const keys = new Map(original.map(row => [row, keyOf(row.cells[column], prefix)]))
          rows = [...original].sort((a, b) => compare(keys.get(a), keys.get(b), direction))
        }
        body.append(...rows)
      })
    })
  }

  // The columns of a group are those with its title, in all tables.
  const filterable = (root, prefix, words) => {
    const list = root.querySelector('.' + prefix + 'groups')
    const titles = list ? [...list.querySelectorAll('dt')].map(dt => dt.textContent.trim()) : []
    const columns = new Map(titles.map(title => [title, []]))
    for (const table of root.querySelectorAll('table')) {
      if (!table.tHead) continue
      const heads = [...table.tHead.rows[0].cells]
      heads.forEach((head, i) => {
        const cells = columns.get(head.textContent.trim())
        if (cells && i > 0) cells.push(head, ...[...table.tBodies].flatMap(b => [...b.rows]).map(row => row.cells[i]))
      })
    }
    const shown = titles.filter(title => columns.get(title).length > 0)
    if (shown.length < 2) return
    const box = element('fieldset', prefix + 'filter')
    box.append(element('legend', '', words.waymarkGroups))
    for (const title of shown) {
      const label = element('label')
      const input = element('input')
      input.type = 'checkbox'
      input.checked = true
      input.addEventListener('change', () => {
        for (const cell of columns.get(title)) cell.classList.toggle(prefix + 'off', !input.checked)
      })
      label.append(input, ' ' + title)
      box.append(label)
    }
    list.after(box)
  }

  const svgName = 'http://www.w3.org/2000/svg'
  const painted = ['fill', 'stroke', 'stroke-width', 'opacity', 'font-size', 'font-weight', 'text-anchor']

  // A copy has its colors and fonts in attributes, because it has no style sheet.
  const painting = source => {
    const copy = source.cloneNode(true)
    const to = [copy, ...copy.querySelectorAll('*')]
    const from = [source, ...source.querySelectorAll('*')]
    from.forEach((e, i) => {
      const style = getComputedStyle(e)
      for (const name of painted) {
        const value = style.getPropertyValue(name)
        if (value) to[i].setAttribute(name, value.replace(/url\("[^#]*#/g, 'url("#'))
      }
      to[i].removeAttribute('class')
    })
    return copy
  }

  const wholePicture = (root, prefix, picture) => {
    const style = getComputedStyle(picture)
    const whole = document.createElementNS(svgName, 'svg')
    const ground = document.createElementNS(svgName, 'rect')
    const margin = 16
    let width = 0, height = 0
    whole.append(ground)
    for (const defs of root.querySelectorAll('.' + prefix + 'defs')) whole.append(painting(defs))
    for (const piece of picture.querySelectorAll('svg')) {
      const [, , w, h] = piece.getAttribute('viewBox').split(' ').map(Number)
      const copy = painting(piece)
      for (const [name, value] of Object.entries({x: margin, y: margin + height, width: w, height: h})) copy.setAttribute(name, value)
      whole.append(copy)
      width = Math.max(width, w)
      height += h
    }
    width += 2 * margin
    height += 2 * margin
    for (const [name, value] of Object.entries({xmlns: svgName, width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': style.fontFamily})) whole.setAttribute(name, value)
    const colors = [root, document.documentElement].map(e => getComputedStyle(e).backgroundColor)
    const fill = colors.find(c => !/^transparent$|, 0\)$/.test(c)) || '#fff'
    for (const [name, value] of Object.entries({width, height, fill})) ground.setAttribute(name, value)
    return {text: new XMLSerializer().serializeToString(whole), width, height}
  }

  const png = async ({text, width, height}) => {
    const image = new Image()
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text)
    await image.decode()
    const canvas = element('canvas')
    canvas.width = 2 * width
    canvas.height = 2 * height
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
    return new Promise((done, failed) => canvas.toBlob(blob => blob ? done(blob) : failed(new Error('no picture')), 'image/png'))
  }

  const copyable = (root, prefix, words) => {
    for (const picture of root.querySelectorAll('figure [role=img]')) {
      const button = element('button', prefix + 'tool', words.waymarkCopy)
      const status = element('span', prefix + 'vh')
      button.type = 'button'
      status.setAttribute('role', 'status')
      button.addEventListener('click', async () => {
        const whole = wholePicture(root, prefix, picture)
        try {
          await navigator.clipboard.write([new ClipboardItem({'image/png': png(whole)})])
        } catch {
          await navigator.clipboard.writeText(whole.text)
        }
        button.textContent = status.textContent = words.waymarkCopied
        setTimeout(() => {
          button.textContent = words.waymarkCopy
          status.textContent = ''
        }, 3000)
      })
      picture.closest('figure').append(button, status)
    }
  }

  const start = () => {
    for (const root of document.querySelectorAll('[data-waymark]')) {
      const words = root.dataset
      if (words.waymarkReady) continue
      words.waymarkReady = 'yes'
      const prefix = words.waymark
      filterable(root, prefix, words)
      for (const table of root.querySelectorAll('table.' + prefix + 'rows')) if (table.tHead) sortable(table, prefix, words)
      copyable(root, prefix, words)
    }
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
