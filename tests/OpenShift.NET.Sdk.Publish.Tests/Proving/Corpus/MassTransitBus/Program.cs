using MassTransit;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddMassTransit(static bus =>
{
    bus.AddConsumer<Taken>();
    bus.UsingInMemory(static (context, memory) => memory.ConfigureEndpoints(context));
});
builder.Services.AddHealthChecks();
WebApplication app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/orders", static (IBus bus) => bus.Publish(new Order(Guid.NewGuid())));
app.Run();

internal sealed record Order(Guid Id);

internal sealed class Taken(ILogger<Taken> logger) : IConsumer<Order>
{
    public Task Consume(ConsumeContext<Order> context)
    {
        logger.LogInformation("Took {Order}", context.Message.Id);
        return Task.CompletedTask;
    }
}
