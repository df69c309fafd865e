-- Neovim as the picture shows it: its own LSP client with rust-analyzer, no plug-ins. For Neovim 0.7 or later.

vim.o.termguicolors = true
vim.o.background = "dark"
vim.o.number = true
vim.o.numberwidth = 3
vim.o.signcolumn = "no"
vim.o.ruler = false
vim.o.showcmd = false
vim.o.laststatus = 2
vim.o.statusline = " %f%=%{g:rust_analyzer} "
vim.o.fillchars = "eob: "
vim.o.shortmess = vim.o.shortmess .. "FI"

vim.g.rust_analyzer = "rust-analyzer: loading"

local paper, ink, float, dim = "#1f2430", "#d9d7ce", "#2a3140", "#8a94a6"
local yellow, orange, green, blue, purple = "#ffd580", "#ffae57", "#bae67e", "#73d0ff", "#d4bfff"
for group, look in pairs({
    Normal = { fg = ink, bg = paper },
    NormalFloat = { fg = ink, bg = float },
    FloatBorder = { fg = dim, bg = float },
    LineNr = { fg = "#5c677a" },
    StatusLine = { fg = dim, bg = float },
    Comment = { fg = dim },
    Constant = { fg = purple },
    Function = { fg = yellow },
    Identifier = { fg = ink },
    Operator = { fg = ink },
    PreProc = { fg = blue },
    Special = { fg = blue },
    Statement = { fg = orange },
    String = { fg = green },
    Type = { fg = blue },
    markdownCode = { fg = yellow },
    -- What the syntax file of Neovim 0.7 calls an underscore within a word.
    markdownError = { fg = ink },
}) do
    vim.api.nvim_set_hl(0, group, look)
end
for group, like in pairs({
    Include = "Identifier",
    Macro = "Function",
    SpecialComment = "Comment",
    StorageClass = "Statement",
    Structure = "Statement",
    markdownCodeDelimiter = "Comment",
}) do
    vim.api.nvim_set_hl(0, group, { link = like })
end

-- A width at which no word of the hover that is photographed is cut in two.
local open = vim.lsp.util.open_floating_preview
vim.lsp.util.open_floating_preview = function(contents, syntax, options)
    options = vim.tbl_extend("force", options or {}, { border = "rounded", max_width = 70 })
    return open(contents, syntax, options)
end

-- rust-analyzer says when it has loaded the crate and its macros.
local capabilities = vim.lsp.protocol.make_client_capabilities()
capabilities.experimental = { serverStatusNotification = true }

-- Neovim 0.7 has the two halves of it only.
local start = vim.lsp.start or function(config)
    vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end

vim.api.nvim_create_autocmd("FileType", {
    pattern = "rust",
    callback = function()
        start({
            name = "rust-analyzer",
            cmd = { "rust-analyzer" },
            root_dir = vim.fn.getcwd(),
            capabilities = capabilities,
            init_options = { checkOnSave = false, cachePriming = { enable = false } },
            handlers = {
                ["experimental/serverStatus"] = function(_, status)
                    if status.quiescent then
                        vim.g.rust_analyzer = "rust-analyzer: " .. status.health
                        vim.cmd("redrawstatus")
                    end
                end,
            },
        })
        vim.keymap.set("n", "K", vim.lsp.buf.hover, { buffer = true })
    end,
})
