using Npgsql;

namespace Tickets;

public sealed record StorageOptions
{
    public string Root { get; init; } = "/var/lib/tickets";

    public string Attachments => Path.Combine(Root, "attachments");
}

public static class StorageModule
{
    private static readonly string s_server = "10.20.30.40";

    public static WebApplicationBuilder AddTicketStorage(this WebApplicationBuilder builder)
    {
        var options = new StorageOptions();
        Directory.CreateDirectory(options.Attachments);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create($"Host={s_server};Port=5432;Database=tickets;Username=app"));
        builder.Services.AddSingleton<InvoiceArchive>();
        builder.Services.AddSingleton<ReceiptArchive>();
        return builder;
    }
}
