using Greet;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(static endpoint => endpoint.Protocols = HttpProtocols.Http2));
builder.Services.AddGrpc();
builder.Services.AddGrpcHealthChecks().AddCheck("greeter", static () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());
WebApplication app = builder.Build();
app.MapGrpcService<Greeting>();
app.MapGrpcHealthChecksService();
app.Run();

internal sealed class Greeting : Greeter.GreeterBase
{
    public override Task<Reply> Greet(Question request, ServerCallContext context) => Task.FromResult(new Reply { Text = "Hello " + request.Name });
}
