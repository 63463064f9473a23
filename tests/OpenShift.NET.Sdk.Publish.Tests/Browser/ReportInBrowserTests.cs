using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;

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
        await browser.EvaluateAsync("document.getElementById('close-all').click(); document.querySelector('input[value=violated]').click()");
        Assert.AreEqual("true", await Text(browser, "String(document.getElementById(document.querySelector('.worst a').hash.slice(1)).hidden)"));
        await browser.EvaluateAsync("new Promise(done => { addEventListener('hashchange', () => setTimeout(done, 50)); document.querySelector('.worst a').click(); })");
        Assert.AreEqual("false true", await Text(browser, "(e => e.hidden + ' ' + e.open)(document.getElementById(location.hash.slice(1)))"));

        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    [TestMethod]
    public async Task On_a_narrow_screen_nothing_is_cut_and_no_heading_is_torn()
    {
        using HeadlessBrowser browser = await HeadlessBrowser.OpenAsync(await WriteAsync());
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = 360, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = true });

        Assert.AreEqual("true", await Text(browser, "String(document.documentElement.scrollWidth <= 360)"));
        // One word is one line; what is wider than the screen scrolls by itself.
        Assert.AreEqual("", await Text(browser, "[...document.querySelectorAll('th')].filter(e => !/\\s/.test(e.textContent) && (r => { r.selectNodeContents(e); return new Set([...r.getClientRects()].map(c => c.top)).size; })(document.createRange()) > 1).map(e => e.textContent).join()"));
        Assert.AreEqual("true", await Text(browser, "String(document.querySelector('svg').getBoundingClientRect().width >= 600 && [...document.querySelectorAll('.scroll')].every(e => e.tabIndex === 0 && e.getAttribute('aria-label')))"));
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
        Assert.AreEqual("", await Text(browser, "[...document.querySelectorAll('th')].filter(e => !e.scope).map(e => e.outerHTML).join()"));
        Assert.AreEqual("Layers by size", await Text(browser, "document.querySelector('svg title').textContent"));
        Assert.AreEqual("true", await Text(browser, "String(document.querySelectorAll('svg rect').length > 0 && document.documentElement.scrollWidth <= innerWidth)"));
        Assert.AreEqual("0 undefined", await Text(browser, "document.querySelectorAll('img,iframe,object').length + ' ' + typeof window.owned"));
        Assert.Contains("<img src=x onerror", (await Text(browser, "document.querySelector('h1').textContent"))!);
        Assert.AreEqual("", string.Join('\n', browser.Complaints));
    }

    private static async Task<string?> Text(HeadlessBrowser browser, string expression) => (string?)await browser.EvaluateAsync(expression);

    private static async Task<string> WriteAsync()
    {
        ImageCheckResult result = await new ImageCheck(new ProcessEnvironment()).RunAsync(
            new ImageCheckRequest { Image = $"oci:{EmbeddedLayout.Folder}", Platform = RuntimePlatform.Of(null), CacheDirectory = Sandbox.Cache },
            null,
            CancellationToken.None);
        string file = Path.Combine(Sandbox.NewFolder("report"), "report.html");
        await using FileStream output = File.Create(file);
        await HtmlReportWriter.WriteAsync(
            output,
            result.Report,
            result.Publication,
            RuleCatalog.All,
            new HtmlOptions { Subject = "<img src=x onerror=window.owned=1></title><script>window.owned=1</script>", ToolVersion = "1.0.0" },
            CancellationToken.None);
        return file;
    }
}
