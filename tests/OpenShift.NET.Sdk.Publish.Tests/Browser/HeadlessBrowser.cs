using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Browser;

/// <summary>Debian's Chromium on one page, spoken to over the Chrome DevTools Protocol.</summary>
internal sealed class HeadlessBrowser : IDisposable
{
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _complaints = [];
    private int _last;

    private HeadlessBrowser(Process process) => _process = process;

    /// <summary>Errors, warnings and refused loads that the page caused.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<HeadlessBrowser> OpenAsync(string file)
    {
        Components.Require("chromium");
        string folder = Sandbox.NewFolder("chromium");
        var start = new ProcessStartInfo("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-component-update --disable-background-networking --remote-debugging-port=0 --user-data-dir={folder} --window-size=1000,900 about:blank >{folder}/log 2>&1");
        start.Environment["HOME"] = folder;
        var browser = new HeadlessBrowser(Process.Start(start)!);
        try
        {
            string portFile = Path.Combine(folder, "DevToolsActivePort");
            for (int i = 0; i < 300 && !(File.Exists(portFile) && File.ReadAllText(portFile).Contains('\n', StringComparison.Ordinal)); i++)
            {
                await Task.Delay(100);
            }

            Assert.IsTrue(File.Exists(portFile), File.ReadAllText(Path.Combine(folder, "log")));
            string port = File.ReadAllLines(portFile)[0];
            using var client = new HttpClient();
            JsonNode pages = JsonNode.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list")))!;
            string address = pages.AsArray().First(p => (string?)p!["type"] == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
            await browser._socket.ConnectAsync(new Uri(address), CancellationToken.None);
            foreach (string domain in (string[])["Runtime", "Log", "Page", "Network"])
            {
                await browser.SendAsync(domain + ".enable");
            }

            await browser.SendAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
            for (int i = 0; i < 100 && (string?)await browser.EvaluateAsync("location.protocol + document.readyState") != "file:complete"; i++)
            {
                await Task.Delay(50);
            }

            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>What a JavaScript expression gives.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.IsNull(answer["exceptionDetails"], answer.ToJsonString());
        return answer["result"]!["value"];
    }

    public Task PreferAsync(string colours) =>
        SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = colours }) });

    /// <summary>Makes the screen this wide.</summary>
    public Task ResizeAsync(int width) =>
        SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });

    /// <summary>The whole page as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true }))["data"]!);

    public async Task PressAsync(string key, int code, string? text = null)
    {
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            var press = new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key == " " ? "Space" : key, ["windowsVirtualKeyCode"] = code };
            if (text is not null && type == "keyDown")
            {
                press["text"] = text;
            }

            await SendAsync("Input.dispatchKeyEvent", press);
        }
    }

    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null)
    {
        int id = ++_last;
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(request), WebSocketMessageType.Text, true, limit.Token);
        while (true)
        {
            JsonNode message = await ReceiveAsync(limit.Token);
            if ((int?)message["id"] == id)
            {
                Assert.IsNull(message["error"], message.ToJsonString());
                return message["result"]!;
            }

            Note(message);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Note(JsonNode message)
    {
        string? method = (string?)message["method"];
        bool loads = method == "Network.requestWillBeSent" && !((string?)message["params"]!["request"]!["url"])!.StartsWith("file:", StringComparison.Ordinal);
        if (method is "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Page.javascriptDialogOpening" || loads)
        {
            _complaints.Add(message.ToJsonString());
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, cancellationToken);
            content.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return JsonNode.Parse(content.ToArray())!;
    }
}
