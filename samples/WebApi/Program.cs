using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using WebApi;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddOptions<DocumentOptions>().BindConfiguration("Documents");
builder.Services.AddSingleton<DocumentStore>();
builder.Services.AddHealthChecks().AddCheck<DocumentStoreCheck>("documents", tags: ["ready"]);

WebApplication app = builder.Build();

app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });

app.MapGet("/", (IConfiguration configuration) => new { greeting = configuration["Greeting"] });

app.MapGet("/documents", (DocumentStore documents) => documents.Names());

app.MapGet("/documents/{name}", (string name, DocumentStore documents) =>
    DocumentStore.IsName(name) && documents.Open(name) is { } content
        ? Results.Stream(content, "application/octet-stream")
        : Results.NotFound());

app.MapPut("/documents/{name}", async (string name, HttpRequest request, DocumentStore documents, IOptions<DocumentOptions> options, CancellationToken cancellationToken) =>
{
    if (!DocumentStore.IsName(name))
    {
        return Results.BadRequest(new { error = "A name has letters, digits, '.', '-' and '_'." });
    }

    if (request.ContentLength is not { } length || length > options.Value.LargestUpload)
    {
        return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
    }

    long size = await documents.SaveAsync(name, request.Body, cancellationToken);
    return Results.Created($"/documents/{name}", new { name, size });
});

app.Run();
