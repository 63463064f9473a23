WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddReverseProxy().LoadFromMemory(
    [new() { RouteId = "shop", ClusterId = "shop", Match = new() { Path = "/shop/{**rest}" } }],
    [new() { ClusterId = "shop", Destinations = new Dictionary<string, Yarp.ReverseProxy.Configuration.DestinationConfig> { ["one"] = new() { Address = "http://shop:8080/" } } }]);
WebApplication app = builder.Build();
app.MapGet("/healthz", () => "ok");
app.MapReverseProxy();
app.Run();
