using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Browser;

/// <summary>The report for people, in a real browser.</summary>
[TestClass]
public class ReportInBrowserTests
{
    // Text against what lies behind it, as WCAG 2.2, 1.4.3 computes it.
    private const string Contrast = """
        (() => {
          const parse = c => c.match(/[\d.]+/g).map(Number);
          const light = c => { const [r, g, b] = parse(c).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return getComputedStyle(e).backgroundColor; } return 'rgb(255,255,255)'; };
          const weak = [];
          for (const e of document.body.querySelectorAll('*')) {
            if (e.closest('script,svg') || !e.getClientRects().length || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const a = light(getComputedStyle(e).color), b = light(behind(e));
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) weak.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
          }
          return [...new Set(weak)].join(', ');
        })()
        """;

    // What is wider than the screen or hides some of its own text. A picture may be wider than its frame, where that can be scrolled with the keyboard too.
    private const string Overflow = """
        (() => {
          const width = document.documentElement.clientWidth, wrong = [];
          if (document.documentElement.scrollWidth > width) wrong.push('page ' + document.documentElement.scrollWidth);
          for (const e of document.body.querySelectorAll('*')) {
            if (e.closest('script,svg,.skip') || !e.getClientRects().length) continue;
            const box = e.getBoundingClientRect(), style = getComputedStyle(e);
            if (box.right > width + 0.5 || box.left < -0.5) wrong.push(e.tagName + '.' + e.className + ' ' + Math.round(box.left) + '..' + Math.round(box.right));
            const scrolls = e.tabIndex === 0 && style.overflowX === 'auto' && e.querySelector(':scope > svg');
            if (style.display !== 'inline' && !scrolls && e.clientWidth && e.scrollWidth > e.clientWidth + 1) wrong.push(e.tagName + '.' + e.className + ' hides ' + (e.scrollWidth - e.clientWidth));
            if (style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1) wrong.push(e.tagName + '.' + e.className + ' is cut below');
          }
          return [...new Set(wrong)].join(', ');
        })()
        """;

    // A short word of the page's own stands in one line: no heading, number or badge is torn.
    private const string TornWords = """
        [...document.querySelectorAll('.badge, .numbers dt, .numbers dd, .facts dt, button, a.rule, nav summary')].filter(e => e.getClientRects().length && !/\s/.test(e.textContent.trim()))
          .filter(e => { const r = document.createRange(); r.selectNodeContents(e); return new Set([...r.getClientRects()].map(c => Math.round(c.top))).size > 1; }).map(e => e.textContent).join()
        """;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_report_works_in_light_and_dark_with_the_keyboard_and_without_a_complaint()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await WriteAsync());
        await browser.PreferAsync("light");
        Assert.AreEqual("rgb(255, 255, 255)", await Text(browser, "getComputedStyle(document.body).backgroundColor"));
        Assert.AreEqual("", await Text(browser, Contrast));
        await browser.PreferAsync("dark");
        Assert.AreNotEqual("rgb(255, 255, 255)", await Text(browser, "getComputedStyle(document.body).backgroundColor"));
        Assert.AreEqual("", await Text(browser, Contrast));
        Assert.AreEqual("true", await Text(browser, "document.getElementById('theme').getAttribute('aria-pressed')"));

        // Tab order: the skip link, the colours, the list of guidelines, ...
        await browser.PressAsync("Tab", 9);
        Assert.AreEqual("Skip to the results", await Text(browser, "document.activeElement.textContent"));
        Assert.AreEqual("true", await Text(browser, "String(document.activeElement.getBoundingClientRect().top >= 0 && getComputedStyle(document.activeElement).outlineStyle !== 'none')"));
        await browser.PressAsync("Tab", 9);
        Assert.AreEqual("theme", await Text(browser, "document.activeElement.id"));
        await browser.PressAsync(" ", 32, " ");
        Assert.AreEqual("rgb(255, 255, 255)", await Text(browser, "getComputedStyle(document.body).backgroundColor"));
        Assert.AreEqual("", await Text(browser, Contrast));
        await browser.PressAsync("Tab", 9);
        Assert.AreEqual("SUMMARY", await Text(browser, "document.activeElement.tagName"));

        // A filter, with the keyboard alone, and what a screen reader hears of it.
        await browser.EvaluateAsync("document.querySelector('input[value=passed]').focus()");
        await browser.PressAsync(" ", 32, " ");
        Assert.AreEqual("0", await Text(browser, "String([...document.querySelectorAll('[data-outcome=passed]')].filter(e => e.getClientRects().length).length)"));
        Assert.AreEqual("true", await Text(browser, "String(/^\\d+ of \\d+ rules shown$/.test(document.querySelector('[role=status]').textContent) && !document.getElementById('shown').textContent.startsWith(document.querySelectorAll('[data-outcome]').length))"));
        await browser.EvaluateAsync("document.getElementById('open-all').click()");
        Assert.AreEqual("0", await Text(browser, "String(document.querySelectorAll('details[data-outcome]:not([open])').length)"));

        // A link to a rule that the filter hides, or that is closed, leads to it.
        await browser.EvaluateAsync("document.getElementById('close-all').click(); document.querySelector('input[value=message]').click()");
        Assert.AreEqual("true", await Text(browser, "String(document.getElementById(document.querySelector('.entry.message a.rule').hash.slice(1)).hidden)"));
        await browser.EvaluateAsync("new Promise(done => { addEventListener('hashchange', () => setTimeout(done, 50)); document.querySelector('.entry.message a.rule').click(); })");
        Assert.AreEqual("false true", await Text(browser, "(e => e.hidden + ' ' + e.open)(document.getElementById(location.hash.slice(1)))"));

        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    public static IEnumerable<object[]> States => ReportStates.Names.Select(static n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(States))]
    public async Task On_every_screen_in_light_and_dark_nothing_is_cut_and_everything_can_be_read(string state)
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await ReportStates.FileOf(state));
        foreach (int width in (int[])[360, 420, 1280])
        {
            await browser.ResizeAsync(width);
            foreach (string colours in (string[])["light", "dark"])
            {
                await browser.PreferAsync(colours);
                foreach (string open in (string[])["as it comes", "all open"])
                {
                    await browser.EvaluateAsync(open == "all open" ? "document.querySelectorAll('details').forEach(d => { d.open = true; })" : "document.querySelectorAll('details').forEach(d => { d.open = false; })");
                    string where = $"{state}, {width} px, {colours}, {open}";
                    Assert.AreEqual("", await Text(browser, Overflow), where);
                    Assert.AreEqual("", await Text(browser, Contrast), where);
                    Assert.AreEqual("", await Text(browser, TornWords), where);
                }

                if (width != 360)
                {
                    await browser.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = false; })");
                    await SaveAsync(browser, $"report-{state}-{width}-{colours}.png");
                }
            }
        }

        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    [TestMethod]
    public async Task What_was_found_is_shown_whole_once_and_without_secrets()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await ReportStates.FileOf("many"));
        string found = (await Text(browser, "document.getElementById('found').parentElement.textContent"))!;

        Assert.AreEqual("1", await Text(browser, "String([...document.querySelectorAll('.entry .where')].filter(e => e.textContent === 'Port 22/tcp').length)"));
        Assert.AreEqual("3 /usr/sbin/sshd", await Text(browser, "document.querySelector('.line.meant').textContent"));
        Assert.Contains("To do", found);
        Assert.DoesNotContain("hunter2", (await Text(browser, "document.documentElement.textContent"))!);
        // Errors first; what rule pages ask for is never left alone with a badge.
        Assert.AreEqual("", await Text(browser, "[...document.querySelectorAll('.entry')].filter(e => !e.querySelector('h3 .where').textContent || !e.querySelector('h3').textContent.endsWith('.')).map(e => e.id).join()"));
        Assert.AreEqual("true", await Text(browser, "String(document.querySelectorAll('details.folded').length > 0 && [...document.querySelectorAll('details.folded')].every(d => !d.open))"));
    }

    [TestMethod]
    public async Task A_run_is_a_picture_reached_with_the_keyboard_and_the_same_in_words_beside_the_log()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await ReportStates.FileOf("proved"));
        string section = "document.getElementById('run').parentElement";
        Assert.Contains("Proved: started as 1000660000:0 in ", (await Text(browser, $"{section}.querySelector('p').textContent"))!);

        // Phases, probes that were answered, memory, and an end, each inside the picture.
        Assert.AreEqual("true", await Text(browser, $$"""
            (() => {
              const svg = {{section}}.querySelector('.chart svg'), box = svg.getBoundingClientRect();
              const drawn = s => [...svg.querySelectorAll(s)].filter(e => { const b = e.getBoundingClientRect(); return b.left >= box.left - 1 && b.right <= box.right + 1 && b.top >= box.top - 1 && b.bottom <= box.bottom + 1; }).length;
              return String(drawn('.serving') > 0 && drawn('.starting') > 0 && drawn('circle.good') > 0 && drawn('text') > 4 && svg.textContent.includes('SIGTERM') && svg.textContent.includes('exit 0'));
            })()
            """));
        await browser.EvaluateAsync($"{section}.querySelector('.chart').focus()");
        Assert.AreEqual("region", await Text(browser, "document.activeElement.getAttribute('role')"));

        // The moments are in their order, and the application's own words are among them.
        string[] moments = (await Text(browser, $"[...{section}.querySelectorAll('ol.events li')].map(e => e.textContent).join('\\n')"))!.Split('\n');
        string[] told = ["started ", "readinessProbe: ", "SIGTERM", "Application is shutting down"];
        int[] places = [.. told.Select(t => Array.FindIndex(moments, m => m.Contains(t, StringComparison.Ordinal)))];
        Assert.DoesNotContain(-1, places, string.Join('\n', moments));
        Assert.IsTrue(places.SequenceEqual(places.Order()), string.Join('\n', moments));
        Assert.AreEqual("true", await Text(browser, $"String([...{section}.querySelectorAll('ol.events li code')].some(e => e.textContent.includes('Now listening on')))"));
        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    [TestMethod]
    public async Task A_fix_is_copied_with_the_keyboard_with_a_clipboard_and_without_one()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await ReportStates.FileOf("many"));
        await browser.EvaluateAsync("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: t => { window.taken = t; return Promise.resolve(); } } }); document.querySelector('.entry > .snippet .copy').focus()");
        await browser.PressAsync("Enter", 13, "\r");
        Assert.AreEqual("true", await Text(browser, "String(window.taken === document.querySelector('.entry > .snippet code').textContent && document.activeElement.textContent === 'Copied')"));

        foreach (string without in (string[])["undefined", "{ writeText: () => Promise.reject(new Error('no')) }"])
        {
            await browser.EvaluateAsync($"getSelection().removeAllRanges(); Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {without} }}); document.querySelector('.entry > .snippet .copy').click()");
            Assert.AreEqual("true", await Text(browser, "new Promise(done => setTimeout(() => done(String(getSelection().toString().trim() === document.querySelector('.entry > .snippet code').textContent && /^(Copied|Selected)$/.test(document.querySelector('.entry > .snippet .copy').textContent))), 100))"));
        }

        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    [TestMethod]
    public async Task On_paper_it_is_dark_on_white_opened_and_without_controls()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await ReportStates.FileOf("many"));
        await browser.EvaluateAsync("document.documentElement.setAttribute('data-theme', 'dark'); dispatchEvent(new Event('beforeprint'))");
        await browser.SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["media"] = "print" });

        Assert.AreEqual("rgb(255, 255, 255)", await Text(browser, "getComputedStyle(document.body).backgroundColor"));
        Assert.AreEqual("", await Text(browser, Contrast));
        Assert.AreEqual("0", await Text(browser, "String([...document.querySelectorAll('nav, button, input')].filter(e => e.getClientRects().length).length)"));
        Assert.AreEqual("0", await Text(browser, "String(document.querySelectorAll('details.rule:not([open])').length - document.querySelectorAll('details.folded details.rule:not([open])').length)"));
        await browser.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.AreEqual("0", await Text(browser, "String(document.querySelectorAll('details.rule[open]').length)"));
    }

    [TestMethod]
    public async Task Everything_has_a_name_a_place_and_a_role_and_no_text_becomes_markup()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await WriteAsync());
        Assert.AreEqual("22", await Text(browser, "String(document.querySelectorAll('section[data-guideline]').length)"));
        Assert.AreEqual("1 1 1 1", await Text(browser, "['header','nav','main','footer'].map(n => document.querySelectorAll(n).length).join(' ')"));
        // Headings without a step left out, controls with names, headers with a scope.
        Assert.AreEqual("", await Text(browser, "(() => { let last = 0, wrong = ''; for (const h of document.querySelectorAll('h1,h2,h3,h4')) { const n = +h.tagName[1]; if (n > last + 1) wrong += h.textContent; last = n; } return wrong; })()"));
        Assert.AreEqual("", await Text(browser, "[...document.querySelectorAll('input,button,a,summary')].filter(e => !(e.textContent.trim() || (e.labels && e.labels[0].textContent.trim()))).map(e => e.outerHTML).join()"));
        Assert.AreEqual("", await Text(browser, "[...document.querySelectorAll('dl > *, dl > div > *')].filter(e => !/^(DIV|DT|DD)$/.test(e.tagName)).map(e => e.outerHTML).join()"));
        Assert.AreEqual("true", await Text(browser, "String(document.querySelectorAll('svg rect:not(.track)').length > 0 && document.documentElement.scrollWidth <= innerWidth)"));
        Assert.AreEqual("0 undefined", await Text(browser, "document.querySelectorAll('img,iframe,object').length + ' ' + typeof window.owned"));
        Assert.Contains("<img src=x onerror", (await Text(browser, "document.querySelector('h1').textContent"))!);
        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    // For people to look at: tests hold what can be held, not whether it is beautiful.
    private async Task SaveAsync(HeadlessBrowser browser, string name)
    {
        string file = Path.Combine(TestContext.TestRunDirectory ?? Sandbox.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, await browser.ScreenshotAsync());
        TestContext.AddResultFile(file);
    }

    private static async Task<string?> Text(HeadlessBrowser browser, string expression) => (string?)await browser.EvaluateAsync(expression);

    private static Task<string> WriteAsync() => ReportStates.CheckAsync($"oci:{EmbeddedLayout.Folder}", "<img src=x onerror=window.owned=1></title><script>window.owned=1</script>");
}
