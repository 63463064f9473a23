namespace Tickets;

public record Invoice(int Id, decimal Sum);

public record Receipt(int Id);

public abstract class Archive<T>(string folder, ILogger logger)
{
    public async Task KeepAsync(int id, T item, CancellationToken stop)
    {
        var path = Path.Combine(folder, id + ".json");
        await using var file = File.Create(path);
        await System.Text.Json.JsonSerializer.SerializeAsync(file, item, cancellationToken: stop);
        logger.LogInformation("Kept {Path}", path);
    }
}

public sealed class InvoiceArchive(ILogger<InvoiceArchive> logger) : Archive<Invoice>("/srv/invoices", logger);

public sealed class ReceiptArchive(ILogger<ReceiptArchive> logger) : Archive<Receipt>(Path.GetTempPath(), logger);
