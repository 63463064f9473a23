using System.Runtime.InteropServices;

var app = WebApplication.CreateBuilder(args).Build();
unsafe
{
    const nuint Size = 400 << 20;
    NativeMemory.Fill(NativeMemory.Alloc(Size), Size, 1);
}

app.Logger.LogInformation("The cache is warm.");
app.MapGet("/healthz", () => "ok");
app.Run();
