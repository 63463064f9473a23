namespace Tickets;

public static class TicketApi
{
    public static IEndpointRouteBuilder MapTicketApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("tickets");
        var invoices = api.MapGroup("/invoices");
        invoices.MapPost("/", Create);
        invoices.MapGet("/{id:int}/document", (int id) => Results.File($"/srv/invoices/{id}.json"));
        return routes;
    }

    private static async Task<IResult> Create(Invoice invoice, InvoiceArchive archive, IConfiguration configuration, CancellationToken stop)
    {
        await archive.KeepAsync(invoice.Id, invoice, stop);
        if (configuration.GetValue("Printing:Enabled", false))
        {
            Print(invoice);
        }

        return Results.Created($"/api/invoices/{invoice.Id}", invoice);

        static void Print(Invoice invoice)
        {
            new DirectoryInfo("/var/spool/tickets").Create();
            using var writer = new StreamWriter("/var/spool/tickets/" + invoice.Id);
            writer.Write(invoice.Sum);
        }
    }
}
