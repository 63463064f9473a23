using System.Net;
using System.Net.Mail;
using Microsoft.AspNetCore.Mvc;

namespace Portal;

public abstract class PortalController : Controller
{
    protected virtual string Folder => "/documents";

    protected string PathOf(string name) => Path.Combine(Folder, name);
}

[Route("documents")]
public class DocumentsController : PortalController
{
    private readonly string _thumbnails;

    public DocumentsController(IWebHostEnvironment environment)
    {
        _thumbnails = Path.Combine(environment.WebRootPath, "thumbnails");
    }

    [HttpPost]
    public async Task<IActionResult> Upload(IFormFile file)
    {
        using (var target = new FileStream(PathOf(file.FileName), FileMode.Create))
        {
            await file.CopyToAsync(target);
        }

        System.IO.File.WriteAllBytes(Path.Combine(_thumbnails, file.FileName + ".png"), []);
        return Ok();
    }

    [HttpPost("mail")]
    public IActionResult Mail(string to)
    {
        using var client = new SmtpClient("10.0.0.25", 25) { Credentials = new NetworkCredential("portal", "Winter-2019!") };
        client.Send("portal@example.com", to, "Document", "");
        return Ok();
    }
}
